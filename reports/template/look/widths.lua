-- Widths of columns in Word, which breaks a word anywhere that is longer than its column.

local widths = {}

-- Letters of a table's type across the page, and those that the edges of a cell take: at least, and to be safe.
local LETTERS, EDGE, SAFE = 96, 1.5, 3
-- What a digit, a head's letter, a narrow sign and one of per cent take of a letter.
local DIGIT, HEAD, NARROW, PERCENT = 0.95, 0.92, 0.5, 1.6
-- A cell of so many letters says sentences.
local SENTENCES = 80

-- A figure with its interval is one word: nothing between its brackets goes to a next line.
local INTERVAL = "%([^%s%(%)]+–[^%s%(%)]+%)"

local function rows_of(tbl) return tbl.bodies[1] and tbl.bodies[1].body or {} end

local function measure(word, letter)
  local _, digits = word:gsub("%d", "")
  local _, narrow = word:gsub("[%.,:;%(%)%s]", "")
  local _, percent = word:gsub("%%", "")
  local letters = utf8.len(word) - digits - narrow - percent
  return digits * DIGIT + narrow * NARROW + percent * PERCENT + letters * letter
end

-- How closely words are measured, and whether soft hyphens part them: where room is left, then where little is.
local SAFELY, CLOSELY = { head = 1, edge = SAFE }, { head = HEAD, edge = EDGE }
local PARTED = { head = 1, edge = SAFE, parted = true }

-- Letters of the longest word in each column with the edges, hyphens parting words.
local function words_in(tbl, way)
  local longest = {}
  local function take(index, word, letter)
    longest[index] = math.max(longest[index] or 0, measure(word:gsub("\u{a0}", " "), letter) + way.edge)
  end
  for place, rows in ipairs({ tbl.head.rows, rows_of(tbl) }) do
    for _, row in ipairs(rows) do
      for index, cell in ipairs(#row.cells == #tbl.colspecs and row.cells or {}) do
        local text = pandoc.utils.stringify(cell.contents):gsub("\u{ad}", way.parted and " " or "")
        local letter = place == 1 and way.head or 1
        for word in text:gmatch("[^%s%-]+") do take(index, word, letter) end
        for figure in text:gmatch("%S+%s" .. INTERVAL .. "%S*") do take(index, figure, letter) end
      end
    end
  end
  return longest
end

local function are_numbers(tbl)
  for _, spec in ipairs(tbl.colspecs) do
    if type(spec[2]) ~= "number" then return false end
  end
  return true
end

-- Whether columns that lack room found it in those that have more.
local function shared(tbl, way)
  local longest, needed, lacking, spare = words_in(tbl, way), {}, 0, 0
  for index, spec in ipairs(tbl.colspecs) do
    needed[index] = (longest[index] or way.edge) / LETTERS
    lacking = lacking + math.max(needed[index] - spec[2], 0)
    spare = spare + math.max(spec[2] - needed[index], 0)
  end
  if lacking == 0 then return true end
  if spare < lacking then return false end
  tbl.colspecs = tbl.colspecs:map(function(spec, index)
    local over = spec[2] - needed[index]
    return { spec[1], over < 0 and needed[index] or spec[2] - over * lacking / spare }
  end)
  return true
end

local function letters_in(tbl)
  local longest = {}
  for _, row in ipairs(rows_of(tbl)) do
    for index, cell in ipairs(row.cells) do
      longest[index] = math.max(longest[index] or 0, utf8.len(pandoc.utils.stringify(cell.contents)) or 0)
    end
  end
  return longest
end

-- Beside sentences figures take what they need, and the sentences get the rest. Whether some are there.
local function give(tbl)
  local letters, words, texts, given = letters_in(tbl), words_in(tbl, CLOSELY), 0, 0
  local specs = tbl.colspecs:map(function(spec, index)
    if (letters[index] or 0) > SENTENCES then
      texts = texts + 1
      return spec
    end
    local figures = spec[1] == pandoc.AlignCenter or spec[1] == pandoc.AlignRight
    local over = figures and spec[2] - (words[index] or EDGE) / LETTERS or 0
    given = given + math.max(over, 0)
    return { spec[1], spec[2] - math.max(over, 0) }
  end)
  if texts == 0 then return false end
  tbl.colspecs = specs:map(function(spec, index)
    return { spec[1], spec[2] + ((letters[index] or 0) > SENTENCES and given / texts or 0) }
  end)
  return true
end

-- What joins an interval to its figure, or, where a column has no room for both, its two ends.
local function bind(cell, has_room)
  local joined = has_room and "\u{a0}" or "\u{2060}"
  cell.contents = cell.contents:walk({
    Inlines = function(inlines)
      for index = 2, #inlines do
        local one = inlines[index]
        if one.t == "Str" and one.text:match("^" .. INTERVAL) and inlines[index - 1].t == "Space" then
          if has_room then inlines[index - 1] = pandoc.Str(joined)
          else one.text = one.text:gsub("–", "–" .. joined) end
        end
      end
      return inlines
    end,
  })
end

-- Columns with the widths that they need, as far as the page has room; under heads that stand upright they are alike.
function widths.fit(tbl, steep)
  if not are_numbers(tbl) then return end
  local whole = not steep and (not give(tbl) and shared(tbl, SAFELY) or shared(tbl, CLOSELY))
  if not whole and not steep then shared(tbl, PARTED) end
  for _, row in ipairs(rows_of(tbl)) do
    for _, cell in ipairs(row.cells) do bind(cell, whole) end
  end
end

return widths
