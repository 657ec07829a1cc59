-- Columns of tables: their measure, and which tables are too wide for the common size.

local formats = require("look.formats")

local columns = {}

-- An empty run in a style: `finish` in word.py sets the text of the cell that holds one further in.
local APART = '<w:r><w:rPr><w:rStyle w:val="ApartCell"/></w:rPr></w:r>'

-- Letters of a table's type across the page.
local LETTERS = 96

-- Columns that have room for the words of their heads.
local MANY = 9

local function rows_of(tbl) return tbl.bodies[1] and tbl.bodies[1].body or {} end

-- Letters of the longest cell of each column.
local function longest_of(tbl)
  local longest = {}
  for _, row in ipairs(rows_of(tbl)) do
    for index, cell in ipairs(row.cells) do
      local letters = utf8.len(pandoc.utils.stringify(cell.contents)) or 0
      longest[index] = math.max(longest[index] or 0, letters)
    end
  end
  return longest
end

-- Tables of ranks get columns of one measure: a first one for the names, the others alike.
function columns.measure(tbl)
  local count = #tbl.colspecs
  local figures = 0
  for index = 2, count do
    if tbl.colspecs[index][1] == pandoc.AlignCenter then
      figures = figures + 1
    end
  end
  local first_is_figure = tbl.colspecs[1][1] == pandoc.AlignCenter
  if count < 4 or figures < count - 1 then return end
  local first = first_is_figure and 1 / count or math.max(0.2, 0.52 - 0.04 * count)
  tbl.colspecs = tbl.colspecs:map(function(spec, index)
    return { spec[1], index == 1 and first or (1 - first) / (count - 1) }
  end)
end

-- Columns of sentences, and of phrases, keep a measure that can be read where a table scrolls.
function columns.mark_texts(tbl)
  local longest = longest_of(tbl)
  for _, row in ipairs(rows_of(tbl)) do
    for index, cell in ipairs(row.cells) do
      if index > 1 and longest[index] > 20 then
        cell.attr.classes:insert(longest[index] > 40 and "text" or "phrase")
      end
    end
  end
end

-- Many columns are set smaller, unless all that stands in them fits side by side.
function columns.are_wide(tbl)
  local count = #tbl.colspecs
  if count <= 7 then return false end
  local longest = longest_of(tbl)
  local letters = 0
  for index = 1, count do letters = letters + math.max(longest[index] or 0, 7) + 2 end
  return letters > LETTERS
end

-- Where figures end at the right of a column and words begin at the left of the next, room parts them.
function columns.part(tbl, is)
  for index = 2, #tbl.colspecs do
    local ends, begins = tbl.colspecs[index - 1][1], tbl.colspecs[index][1]
    if ends == pandoc.AlignRight and (begins == pandoc.AlignLeft or begins == pandoc.AlignDefault) then
      for _, rows in ipairs({ tbl.head.rows, rows_of(tbl) }) do
        for _, row in ipairs(rows) do
          local cell = #row.cells == #tbl.colspecs and row.cells[index]
          if cell and is("typst") then cell.attr.attributes["typst:inset"] = "look-apart" end
          local block = cell and is("docx") and cell.contents[1]
          if block and block.content and block.t ~= "BulletList" then block.content:insert(1, formats.inline(APART)) end
        end
      end
    end
  end
end

-- Letters of the longest word in the heads behind the first, hyphens parting words.
local function longest_word(tbl)
  local longest = 0
  for _, row in ipairs(tbl.head.rows) do
    for index, cell in ipairs(row.cells) do
      for word in pandoc.utils.stringify(cell.contents):gmatch("[^%s%-]+") do
        if index > 1 then longest = math.max(longest, utf8.len(word) or 0) end
      end
    end
  end
  return longest
end

-- Heads of many narrow columns stand upright where a word is longer than its column is wide.
function columns.are_steep(tbl)
  local count = #tbl.colspecs
  if count <= MANY then return false end
  for _, row in ipairs(tbl.head.rows) do
    for _, cell in ipairs(row.cells) do
      if cell.col_span > 1 then return false end
    end
  end
  return longest_word(tbl) > LETTERS * 0.8 / (count - 1)
end

return columns
