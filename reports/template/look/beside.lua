-- A narrow chart and the table with its notes that it follows, held together.

local formats = require("look.formats")

-- The picture of a paragraph that holds nothing else.
local function is_strip(block)
  local only = block.t == "Para" and #block.content == 1 and block.content[1]
  return only and only.t == "Image" and only.classes:includes("strip")
end

local function is_table(block) return block.t == "Div" and block.identifier:match("^tbl%-") end

local function is_notes(block) return block.t == "Div" and block.classes:includes("notes") end

return function(blocks)
  if not (formats.is("html") or formats.is("typst")) then return nil end
  local out = pandoc.Blocks({})
  for _, block in ipairs(blocks) do
    local strip, last = is_strip(block), #out
    if strip and last > 1 and is_notes(out[last]) then last = last - 1 end
    if strip and last > 0 and is_table(out[last]) then
      local held, id = pandoc.Blocks({}), out[last].identifier
      while #out >= last do held:insert(out:remove(last)) end
      -- Notes go across both, below them.
      held:insert(2, block)
      out:insert(pandoc.Div(held, pandoc.Attr("", { "beside" }, { of = id })))
    else
      out:insert(block)
    end
  end
  return out
end
