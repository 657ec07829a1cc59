-- A finding: its number first, wherever it stands in the sentence.

local formats = require("look.formats")
local styled = require("look.styled")
local is = formats.is

-- The number of a finding, and the finding without it.
local function parted(div)
  local number
  local rest = div:walk({
    Span = function(span)
      if span.classes:includes("number") and not number then
        number = span.content
        return {}
      end
    end,
  })
  return number, rest
end

return function(div)
  if not div.classes:includes("finding") or not (is("typst") or is("docx")) then return nil end
  local number, rest = parted(div)
  if not number then return nil end
  local words = rest.content:filter(function(block) return pandoc.utils.stringify(block) ~= "" end)
  if is("docx") then
    return {
      styled("Finding Figure", number),
      pandoc.Div(words, { ["custom-style"] = "Finding" }),
    }
  end
  local blocks = pandoc.Blocks({
    pandoc.Plain({ formats.inline("#look-finding["), pandoc.Span(number), formats.inline("][") }),
  })
  blocks:extend(words)
  blocks:insert(formats.block("]"))
  return blocks
end
