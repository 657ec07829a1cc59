-- The chapters of a part, at the end of its introduction: each one's title with the lead that it has.

local fields = require("look.fields")
local formats = require("look.formats")
local styled = require("look.styled")

-- The link of an item, which leads to its chapter, and the paragraphs under it.
local function parted(item)
  local link = item[1].content[1]
  return link, pandoc.Blocks({ table.unpack(item, 2) })
end

-- Pages and room are known in look.typ alone.
local function in_typst(list)
  local blocks = pandoc.Blocks({ formats.block("#look-chapters(") })
  for _, item in ipairs(list.content) do
    local link, lead = parted(item)
    blocks:insert(formats.block(("(<%s>, ["):format(link.target:sub(2))))
    blocks:insert(pandoc.Plain(link.content))
    blocks:insert(formats.block(#lead > 0 and "], [" or "], none),"))
    blocks:extend(lead)
    if #lead > 0 then blocks:insert(formats.block("]),")) end
  end
  blocks:insert(formats.block(")"))
  return blocks
end

-- A paragraph each, its page at the end of the first line.
local function in_word(list)
  return list.content:map(function(item)
    local link, lead = parted(item)
    local page = fields.TAB .. fields.page_of(link.target:sub(2))
    local said = pandoc.Inlines({ pandoc.Strong({ link }), formats.inline(page) })
    for _, block in ipairs(lead) do
      said:insert(pandoc.LineBreak())
      said:extend(block.content)
    end
    return styled("Chapter Entry", said)
  end)
end

return function(div)
  if formats.is("typst") then return in_typst(div.content[1]) end
  if formats.is("docx") then return pandoc.Blocks(in_word(div.content[1])) end
end
