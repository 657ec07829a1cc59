-- Columns of tables: their measure, and which tables are too wide for the common size.

local formats = require("look.formats")
local whole = require("look.whole")

local columns = {}

-- An empty run in a style: `finish` in word.py sets the text of the cell that holds one further in.
local APART = '<w:r><w:rPr><w:rStyle w:val="ApartCell"/></w:rPr></w:r>'

-- Letters of a table's type across the page, and of the smaller type of wide ones.
local LETTERS, SMALLER = 96, 113

-- Letters that the edges of a cell take.
local EDGE = 3

-- Letters of a few words that stay on one line where the page has room.
local PHRASE = 30

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

-- Letters of the longest word in each column, hyphens parting words.
local function words_in(tbl, steep)
  local longest = {}
  -- Heads that stand upright need no room.
  for _, rows in ipairs({ steep and {} or tbl.head.rows, rows_of(tbl) }) do
    for _, row in ipairs(rows) do
      for index, cell in ipairs(#row.cells == #tbl.colspecs and row.cells or {}) do
        local text = pandoc.utils.stringify(cell.contents):gsub("\u{ad}", "")
        longest[index] = math.max(longest[index] or 0, whole.longest(cell))
        for word in text:gmatch("[^%s%-]+") do
          longest[index] = math.max(longest[index] or 0, utf8.len(word) or #word)
        end
      end
    end
  end
  return longest
end

-- Letters of what is longer: one of each column.
local function longer(some, others)
  local longest = {}
  for _, found in ipairs({ some, others }) do
    for index, letters in pairs(found) do longest[index] = math.max(longest[index] or 0, letters) end
  end
  return longest
end

-- Letters of the type that a table is set in.
function columns.letters_of(tbl) return columns.are_wide(tbl) and SMALLER or LETTERS end

-- Columns that ask for more than they have take it from those that have more than they keep.
local function give(tbl, asked, kept)
  local lacks, spares, lacking, spare = {}, {}, 0, 0
  local across = columns.letters_of(tbl)
  local function share(letters) return ((letters or 0) + EDGE) / across end
  for index, spec in ipairs(tbl.colspecs) do
    lacks[index] = math.max(share(asked[index]) - spec[2], 0)
    spares[index] = lacks[index] > 0 and 0 or math.max(spec[2] - share(kept[index]), 0)
    lacking, spare = lacking + lacks[index], spare + spares[index]
  end
  local moved = math.min(lacking, spare)
  if moved == 0 then return end
  tbl.colspecs = tbl.colspecs:map(function(spec, index)
    return { spec[1], spec[2] + moved * (lacks[index] / lacking - spares[index] / spare) }
  end)
end

-- A few words of a cell that stay on one line.
local function phrases_of(whole_cells)
  local found = {}
  for index, letters in pairs(whole_cells) do found[index] = letters <= PHRASE and letters or 0 end
  return found
end

-- In print columns of long words and of short phrases take what stands empty beside whole cells.
function columns.widen(tbl, steep)
  for _, spec in ipairs(tbl.colspecs) do
    if type(spec[2]) ~= "number" then return end
  end
  local words, cells = words_in(tbl, steep), longest_of(tbl)
  local natural = longer(words, cells)
  give(tbl, words, natural)
  give(tbl, longer(words, phrases_of(cells)), natural)
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
