-- Cells of tables: what the one span that fills a cell says of it.

local formats = require("look.formats")

local cells = {}

-- An empty run in a style: `finish` in word.py tints the cell that holds one.
local TOP_THREE = '<w:r><w:rPr><w:rStyle w:val="TopThree"/></w:rPr></w:r>'

-- The first block of a cell; of a list, which is marked as a whole, that of its first item.
function cells.opening(cell)
  local first = cell.contents[1]
  local is_list = first and #cell.contents == 1 and first.t == "BulletList"
  return is_list and first.content[1] and first.content[1][1] or first
end

-- Classes of the spans that each fill the one around it.
function cells.classes_of(cell)
  local found = {}
  local blocks = #cell.contents == 1 and { cells.opening(cell) } or {}
  while #blocks == 1 and blocks[1].content and #blocks[1].content == 1 do
    local inner = blocks[1].content[1]
    if inner.t ~= "Span" then break end
    for _, class in ipairs(inner.classes) do found[class] = true end
    blocks = { inner }
  end
  return found
end

-- Whether a row holds bases and nothing else.
function cells.are_bases(row)
  local some = false
  for _, cell in ipairs(row.cells) do
    if pandoc.utils.stringify(cell.contents) ~= "" then
      if not cells.classes_of(cell).base then return false end
      some = true
    end
  end
  return some
end

function cells.dress(cell)
  local found = cells.classes_of(cell)
  -- In a fixed order: the same document gives the same bytes.
  for _, class in ipairs({ "base", "better", "muted", "top3", "worse" }) do
    if found[class] then cell.attr.classes:insert(class) end
  end
  if not found.top3 then return end
  if formats.is("typst") then cell.attr.attributes["typst:fill"] = "look-tint" end
  if formats.is("docx") then cells.opening(cell).content:insert(1, formats.inline(TOP_THREE)) end
end

return cells
