-- Verbatims: the words, then who said them, as one quote each.

local formats = require("look.formats")
local stringify = pandoc.utils.stringify

local function in_typst(div)
  local blocks = pandoc.Blocks({ formats.block("#look-verbatims(") })
  for _, block in ipairs(div.content) do
    blocks:insert(formats.block("["))
    blocks:extend(block.t == "BlockQuote" and block.content or { block })
    blocks:insert(formats.block("],"))
  end
  blocks:insert(formats.block(")"))
  return blocks
end

-- The style of a quote's paragraph in Word: that of its source where it says nothing else.
local function style_of(paragraph)
  local text = stringify(paragraph)
  local style = "Quote"
  paragraph:walk({
    Span = function(span)
      if span.attributes["custom-style"] == "Attribution" and stringify(span) == text then
        style = "Quote Source"
      end
    end,
  })
  return style
end

-- As on other pages, a mark opens the words and hangs before them.
local MARK = formats.inline('<w:r><w:rPr><w:rStyle w:val="QuoteMark"/></w:rPr><w:t>“</w:t></w:r>')

local function in_word(div)
  local blocks = pandoc.Blocks({})
  for _, block in ipairs(div.content) do
    if block.t == "BlockQuote" then
      for number, paragraph in ipairs(block.content) do
        local style = style_of(paragraph)
        if number == 1 and style == "Quote" then paragraph.content:insert(1, MARK:clone()) end
        blocks:insert(pandoc.Div({ paragraph }, { ["custom-style"] = style }))
      end
    else
      blocks:insert(block)
    end
  end
  return blocks
end

return function(div)
  if formats.is("typst") then return in_typst(div) end
  if formats.is("docx") then return in_word(div) end
end
