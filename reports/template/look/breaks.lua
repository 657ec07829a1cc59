-- Where the lines of a narrow head may break.

local formats = require("look.formats")

local breaks = {}

-- An ampersand goes with what follows it.
function breaks.bind(cell)
  cell.contents = cell.contents:walk({
    Inlines = function(inlines)
      for index = #inlines - 1, 1, -1 do
        local space = inlines[index + 1].t == "Space" or inlines[index + 1].t == "SoftBreak"
        if space and inlines[index].t == "Str" and inlines[index].text == "&" then
          inlines[index + 1] = pandoc.Str("\u{a0}")
        end
      end
      return inlines
    end,
  })
end

local function softened(text)
  local out = ""
  for index = 1, #text do
    out = out .. text:sub(index, index)
    local open = text:sub(index, index + 2):match("^[aeiouy][^aeiouy][aeiouy]$")
    local closed = text:sub(index - 1, index + 2):match("^[aeiouy][^aeiouy][^aeiouyhlr][aeiouy]$")
    if index > 2 and #text - index > 2 and (open or closed) then out = out .. "\u{ad}" end
  end
  return out
end

-- Word breaks a long word anywhere, and Typst short ones too, unless they are told where.
function breaks.soften(cell)
  local least = formats.is("docx") and 10 or 14
  cell.contents = cell.contents:walk({
    Str = function(str)
      if #str.text < least or not str.text:match("^%a+$") then return nil end
      return pandoc.Str(softened(str.text))
    end,
  })
end

return breaks
