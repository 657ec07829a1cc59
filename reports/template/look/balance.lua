-- Columns of sentences and lists on paper: measures with which the whole table takes the fewest lines.

local balance = {}

-- Letters of a line across the page, those that a cell's edges take, and those of a list's mark.
local LINE, EDGE, MARK = 114, 2, 3
-- A few words stand on one line, and a sentence beside a list is read across, not down: letters of each.
local FEW, SENTENCE, READ = 12, 45, 22

local function words_of(inlines)
  local words = pandoc.List({})
  for word in pandoc.utils.stringify(inlines):gmatch("%S+") do words:insert(utf8.len(word) or #word) end
  return words
end

-- The paragraphs of a cell, each its words and what its mark takes.
local function paragraphs_of(cell)
  local found, mark = pandoc.List({}), 0
  for _, block in ipairs(cell.contents) do
    if block.t == "BulletList" or block.t == "OrderedList" then mark = MARK end
  end
  local function keep(block) found:insert({ words = words_of(block.content), mark = mark }) end
  cell.contents:walk({ Plain = keep, Para = keep })
  return found
end

local function lines_of(paragraph, width)
  local lines, filled = 1, 0
  for _, letters in ipairs(paragraph.words) do
    if filled > 0 and filled + 1 + letters > width - paragraph.mark then
      lines, filled = lines + 1, letters
    else
      filled = filled + (filled > 0 and 1 or 0) + letters
    end
  end
  return lines
end

local function read(tbl)
  local rows = pandoc.List({})
  for _, part in ipairs({ tbl.head.rows, tbl.bodies[1].body }) do
    for _, row in ipairs(part) do
      -- What reaches over several columns has room enough.
      if #row.cells == #tbl.colspecs then rows:insert(row.cells:map(paragraphs_of)) end
    end
  end
  return rows
end

-- Letters that a paragraph asks for: its longest word, a few words whole, a sentence more than a word a line.
local function asked_by(paragraph)
  local longest, all = 0, -1
  for _, letters in ipairs(paragraph.words) do longest, all = math.max(longest, letters), all + letters + 1 end
  if paragraph.mark > 0 then return longest + paragraph.mark end
  if all <= FEW then return all end
  return all > SENTENCE and math.max(longest, READ) or longest
end

-- A column is at least as wide as the one of its paragraphs that asks for most.
local function least_of(rows, count)
  local least = pandoc.List({})
  for index = 1, count do
    least[index] = 3
    for _, row in ipairs(rows) do
      for _, paragraph in ipairs(row[index]) do least[index] = math.max(least[index], asked_by(paragraph)) end
    end
    least[index] = least[index] + EDGE
  end
  return least
end

-- Lines of the table; of measures that give as many, those with the fewest lines in all cells.
local function total_of(rows, widths)
  local total, all = 0, 0
  for _, row in ipairs(rows) do
    local most = 0
    for index, paragraphs in ipairs(row) do
      local lines = 0
      for _, paragraph in ipairs(paragraphs) do lines = lines + lines_of(paragraph, widths[index] - EDGE) end
      most, all = math.max(most, lines), all + lines
    end
    total = total + most
  end
  return total + all / 1000
end

-- The move of letters from one column to another that saves most lines; nil where none does.
local function best_move(rows, widths, least)
  local best, move = total_of(rows, widths), nil
  for from = 1, #widths do
    for to = 1, #widths do
      for step = 1, from ~= to and math.floor(widths[from] - least[from]) or 0 do
        widths[from], widths[to] = widths[from] - step, widths[to] + step
        local total = total_of(rows, widths)
        widths[from], widths[to] = widths[from] + step, widths[to] - step
        if total < best then best, move = total, { from, to, step } end
      end
    end
  end
  return move
end

local function are_lists(tbl)
  for _, row in ipairs(tbl.bodies[1] and tbl.bodies[1].body or {}) do
    for _, cell in ipairs(row.cells) do
      if cell.contents[1] and cell.contents[1].t == "BulletList" then return true end
    end
  end
  return false
end

-- Whether a table has lists. Measures start where every column has its longest word, and the rest in equal shares.
function balance.balance(tbl)
  if not are_lists(tbl) then return false end
  local rows, count = read(tbl), #tbl.colspecs
  local least, spent, widths = least_of(rows, count), 0, pandoc.List({})
  for _, letters in ipairs(least) do spent = spent + letters end
  if spent > LINE then return true end
  for index = 1, count do widths[index] = least[index] + (LINE - spent) / count end
  local move = best_move(rows, widths, least)
  while move do
    local from, to, step = table.unpack(move)
    widths[from], widths[to] = widths[from] - step, widths[to] + step
    move = best_move(rows, widths, least)
  end
  tbl.colspecs = tbl.colspecs:map(function(spec, index) return { spec[1], widths[index] / LINE } end)
  return true
end

return balance
