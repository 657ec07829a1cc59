-- Quotes under small headings that follow each other: on paper they stand in two columns.

local formats = require("look.formats")

-- So few would leave more white beside them than they take below each other.
local LEAST = 4

local function is_heading(block) return block ~= nil and block.t == "Header" and block.level == 4 end

local function are_quotes(block)
  return block ~= nil and block.t == "Div" and block.classes:includes("verbatims")
end

local function count_from(blocks, place)
  local count = 0
  while is_heading(blocks[place + 2 * count]) and are_quotes(blocks[place + 2 * count + 1]) do count = count + 1 end
  return count
end

return function(blocks)
  if not formats.is("typst") then return nil end
  local out, place = pandoc.Blocks({}), 1
  while place <= #blocks do
    local count = count_from(blocks, place)
    if count < LEAST then
      out:insert(blocks[place])
      place = place + 1
    else
      out:insert(formats.block("#look-quoted("))
      for index = place, place + 2 * count - 1, 2 do
        out:insert(formats.block("["))
        out:extend({ blocks[index], blocks[index + 1] })
        out:insert(formats.block("],"))
      end
      out:insert(formats.block(")"))
      place = place + 2 * count
    end
  end
  return out
end
