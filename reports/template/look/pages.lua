-- What stands on one page: a table that comes after a chart is read with what is said of it.

local formats = require("look.formats")

local function is_said_of_a_table(block)
  return block.t == "Div" and (block.classes:includes("notes") or block.classes:includes("observations"))
end

return function(blocks)
  if not formats.is("typst") then return nil end
  for index = 1, #blocks - 1 do
    local table_after = blocks[index + 1]
    if blocks[index].t == "Figure" and table_after.t == "Div" and table_after.identifier:match("^tbl%-") then
      for later = index + 2, math.min(index + 3, #blocks) do
        if not is_said_of_a_table(blocks[later]) then break end
        blocks[later].classes:insert("held")
      end
    end
  end
  return blocks
end
