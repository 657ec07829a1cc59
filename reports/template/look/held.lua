-- Rows that no end of a page parts: those of a block, and the last of a table, of which none goes on alone.

local formats = require("look.formats")
local grids = require("look.grids")
local is = formats.is

local held = {}

-- Rows that an unbroken run has at most: more are no run that a page need hold. Rows of a table without
-- a banner may take several lines.
local MOST, TALL = 24, 10

-- Rows that go on over the page at least.
local LAST = 5

-- Rows of a table without a banner that could break at all: fewer are kept whole on paper.
local MANY = 8

-- Letters of a cell whose row takes few lines; runs of taller rows could be more than a page.
local SHORT = 160

-- Rows whose room a caption takes, with what it says below itself.
local CAPTION = 4

-- How many rows each run has, by the place of its first; a row goes on with the one above it where told.
function held.runs(from, last, goes_on, most)
  most = most or MOST
  local firsts, sizes = pandoc.List({}), pandoc.List({})
  for index = from, last do
    if index > from and goes_on(index) then
      sizes[#sizes] = sizes[#sizes] + 1
    else
      firsts:insert(index)
      sizes:insert(1)
    end
  end
  local apart, ones = pandoc.List({}), pandoc.List({})
  for place, size in ipairs(sizes) do
    for row = 0, size <= most and 0 or size - 1 do
      apart:insert(firsts[place] + row)
      ones:insert(size <= most and size or 1)
    end
  end
  while #ones > 1 and ones[#ones] < LAST and ones[#ones] + ones[#ones - 1] <= most do
    ones[#ones - 1] = ones[#ones - 1] + table.remove(ones)
    apart:remove()
  end
  local runs = {}
  for place, first in ipairs(apart) do runs[first] = ones[place] end
  return runs
end

-- In print a cell without width holds rows together, in Word each is told to keep with the next.
local function holder(rows)
  local cell = pandoc.Cell({}, pandoc.AlignDefault, rows, 1)
  cell.attr.attributes["typst:inset"] = "0pt"
  return cell
end

local function mark(row)
  local block = row.cells[1] and row.cells[1].contents[1]
  if block and block.content and block.t ~= "BulletList" then block.content:insert(1, grids.mark("HeldRow")) end
end

-- Hold each of the rows, from a place on, with those of its run.
function held.hold(rows, from, runs)
  local size, place = 1, 0
  for index = from, #rows do
    if runs[index] then size, place = runs[index], 0 end
    place = place + 1
    if is("typst") and place == 1 then rows[index].cells:insert(holder(size)) end
    if is("docx") and place < size then mark(rows[index]) end
  end
end

-- The column and the heads beside what holds rows in print; and of a table's height the share without
-- which it cannot begin on a page: its caption, its heads and its first run.
function held.widen(tbl, first)
  if not is("typst") then return end
  local heads = CAPTION + #tbl.head.rows
  tbl.attr.attributes.first = ("%.3f"):format((heads + first) / (heads + #tbl.bodies[1].body))
  tbl.colspecs:insert({ pandoc.AlignLeft, 0.0001 })
  tbl.head.rows = tbl.head.rows:map(function(row)
    row.cells:insert(holder(1))
    return row
  end)
end

local function are_plain(rows, count)
  for _, row in ipairs(rows) do
    if #row.cells ~= count then return false end
    for _, cell in ipairs(row.cells) do
      local block = cell.contents[1]
      local letters = utf8.len(pandoc.utils.stringify(cell.contents)) or 0
      if cell.row_span > 1 or #cell.contents > 1 or letters > SHORT then return false end
      if block and block.t ~= "Plain" and block.t ~= "Para" then return false end
    end
  end
  return true
end

-- The same for a table without a banner: a row whose first cell is empty goes on with the group above it.
function held.hold_last(tbl)
  local body = tbl.bodies[1]
  local rows = body and body.body or {}
  if #tbl.bodies ~= 1 or #rows <= MANY or not are_plain(rows, #tbl.colspecs) then return end
  local function goes_on(index) return pandoc.utils.stringify(rows[index].cells[1].contents) == "" end
  local runs = held.runs(1, #rows, goes_on, TALL)
  held.hold(rows, 1, runs)
  tbl.bodies[1].body = rows
  held.widen(tbl, runs[1])
end

return held
