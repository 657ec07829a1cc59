-- Tables with a banner: rows that are heads become heads, and what no page holds goes on in parts.
--
-- A pipe table has one row of heads. Those of a banner stand in its first rows, each cell in a span
-- of a class that says what it is: `head`, `letter` and `base` for heads, `along` for a cell that the
-- head before it reaches over, `block` for the head of a block of rows, `joined` for a row that goes
-- with the one above, `in1` for one that stands in. Of columns `part` says that paper goes on there
-- with a further part, and `kept` that each part repeats them.

local breaks = require("look.breaks")
local cells = require("look.cells")
local formats = require("look.formats")
local grids = require("look.grids")
local heard = require("look.heard")
local held = require("look.held")
local letters = require("look.letters")
local is = formats.is

local banners = {}

local HEADS = { head = true, letter = true, base = true }

function banners.is_one(tbl)
  local row = tbl.head.rows[1]
  return row ~= nil and #row.cells > 0 and cells.classes_of(row.cells[1]).head == true
end

-- Heads are the rows from the first on that nothing but heads stand in.
local function parted(rows)
  local count = 0
  for index, row in ipairs(rows) do
    if not (HEADS[row.kind] and count == index - 1) then break end
    count = index
  end
  return count
end

-- Whether nothing stands in a cell, which reaches over no other either.
local function is_bare(row, column)
  local after = row.cells[column + 1]
  local found = cells.classes_of(row.cells[column])
  return not found.along and not (after and cells.classes_of(after).along)
    and pandoc.utils.stringify(row.cells[column].contents) == ""
end

-- A head with nothing over it is one cell with what is empty there, and with its empty letter.
local function merge_down(rows, own)
  local merged = {}
  for column, cell in ipairs(rows[own].cells) do
    local first, last = own, own
    while first > 1 and is_bare(rows[first - 1], column) do first = first - 1 end
    local below = rows[own + 1]
    if below and below.kind == "letter" and is_bare(below, column) then last = own + 1 end
    if last > first then
      cell.row_span = last - first + 1
      merged[column] = { first = first, last = last }
    end
  end
  for column, reach in pairs(merged) do
    local cell = rows[own].cells[column]
    for index = reach.first, reach.last do rows[index].cells[column] = index == reach.first and cell end
  end
end

-- A cell reaches over those after it that go along with it.
local function join_along(row)
  local kept = pandoc.List({})
  row.has_stub = row.cells[1] ~= false
  for _, cell in ipairs(row.cells) do
    if cell and cells.classes_of(cell).along and #kept > 0 then
      kept[#kept].col_span = kept[#kept].col_span + 1
    elseif cell then
      kept:insert(cell)
    end
  end
  row.cells = kept
end

-- The measures have been read, and a page breaks lines by itself.
local function plain(cell)
  cell.contents = cell.contents:walk({
    Span = function(span)
      span.attributes.measure, span.attributes.room = nil, nil
      return span
    end,
    Str = function(str)
      if is("html") then return pandoc.Str((str.text:gsub("\u{ad}", ""))) end
    end,
  })
end

-- A page gives columns no more room than their longest word unless told: a head of several words
-- takes a third of its length.
local function roomy(cell)
  local length = utf8.len(pandoc.utils.stringify(cell.contents)) or 0
  if length < 9 then return end
  cell.contents = cell.contents:walk({
    Span = function(span)
      if not span.classes:includes("head") then return nil end
      span.attributes.style = ("display:inline-block;min-width:%dch"):format(math.ceil(length / 2.6))
      return span
    end,
  })
end

-- A head of the kind over others stands at the left of its columns, over a hair.
local function dress_over(cell)
  cell.attr.classes:insert("span")
  if is("docx") then cell.contents[1].content:insert(1, grids.mark("SpanHead")) end
  if is("typst") then
    cell.contents[1].content:insert(1, formats.inline("#look-over["))
    cell.contents[1].content:insert(formats.inline("]"))
  end
end

local function dress_head(cell, row, over)
  local text = pandoc.utils.stringify(cell.contents) ~= ""
  plain(cell)
  -- On paper the measures leave no room for it.
  if is("html") then breaks.bind(cell) end
  if over and text then dress_over(cell) end
  if is("html") and not over then roomy(cell) end
  cell.alignment = over and pandoc.AlignLeft or pandoc.AlignRight
  if is("typst") then cell.attr.attributes["typst:align"] = "bottom" end
  if is("html") and text then cell.attr.attributes.scope = over and "colgroup" or "col" end
  if row.kind ~= "head" then cell.attr.classes:insert(row.kind) end
end

-- What stands before heads and bases.
local function dress_stub(cell, row)
  dress_head(cell, row, false)
  cell.alignment = pandoc.AlignLeft
  if is("html") and row.kind == "base" then cell.attr.attributes.scope = "row" end
end

-- The head over each column of a row: of a cell that reaches over others, its text for all of them.
local function texts_of(row)
  local found, last = {}, ""
  for column, cell in ipairs(row.cells) do
    if cell and not cells.classes_of(cell).along then last = pandoc.utils.stringify(cell.contents) end
    found[column] = last
  end
  return found
end

-- A head that says nothing stands below one that does: who hears the column hears that.
local function say_above(rows, count)
  if not is("html") then return end
  local above = {}
  for index = 1, count do
    local own = texts_of(rows[index])
    for column, cell in ipairs(rows[index].cells) do
      if own[column] ~= "" then
        above[column] = own[column]
      elseif cell and above[column] and not cells.classes_of(cell).along then
        cell.attr.attributes.above = above[column]
      end
    end
  end
end

local function spoken_above(cell)
  local above = cell.attr.attributes.above
  if not above then return end
  cell.attr.attributes.above = nil
  cell.contents = heard(above)
end

local function made_head(rows, count)
  local made = pandoc.List({})
  local own = 0
  for index = 1, count do
    if rows[index].kind == "head" then own = index end
  end
  if own > 0 then merge_down(rows, own) end
  say_above(rows, count)
  for index = 1, count do
    local row = rows[index]
    join_along(row)
    for place, cell in ipairs(row.cells) do
      local over = index < own and cell.row_span == 1
      if place == 1 and row.has_stub then dress_stub(cell, row) else dress_head(cell, row, over) end
      spoken_above(cell)
    end
    made:insert(pandoc.Row(row.cells, pandoc.Attr("", { row.kind })))
  end
  return made
end

local function stand_in(cell, depth)
  if depth == 0 then return end
  if is("html") then cell.attr.classes:insert("in" .. depth) end
  if is("typst") then cell.attr.attributes["typst:inset"] = ("look-inset(%d)"):format(depth) end
  if is("docx") then cell.contents[1].content:insert(1, grids.mark("Inset" .. depth)) end
end

-- A row goes with the one above that is its head, its base, or a part of the same answer.
local function runs_of(rows, from)
  return held.runs(from, #rows, function(index)
    local above = rows[index - 1].kind
    return rows[index].joined or above == "block" or above == "base"
  end)
end

local function made_body(rows, from)
  local made = pandoc.List({})
  for index = from, #rows do
    local row = rows[index]
    join_along(row)
    if row.kind == "block" then row.cells[1].attr.classes:insert("block") end
    for _, cell in ipairs(row.cells) do cells.dress(cell) end
    if is("html") then row.cells[1].attr.attributes.scope = row.kind == "block" and "rowgroup" or "row" end
    stand_in(row.cells[1], row.inset)
  end
  local runs = runs_of(rows, from)
  held.hold(rows, from, runs)
  for index = from, #rows do
    local row = rows[index]
    made:insert(pandoc.Row(row.cells, pandoc.Attr("", row.kind ~= "" and { row.kind } or {})))
  end
  return made, runs[from] or 0
end

local function specs_of(grid)
  local specs = pandoc.List({})
  local room = grid.measure > 0.8 * grid.room and grid.measure or grid.room
  for index, width in ipairs(grid.widths) do
    specs:insert({ index == 1 and pandoc.AlignLeft or pandoc.AlignRight, not is("html") and width / room or nil })
  end
  return specs
end

-- Letters of a stub at most: beside many columns a long name takes more lines, and they less of the page.
local MANY, LONG, SHORT = 9, 36, 26

-- The room that the stub of a page's table takes, in rems: it stays in sight while the others scroll.
local function stub_of(tbl)
  local most = #tbl.colspecs > MANY and SHORT or LONG
  local letters = 0
  for _, rows in ipairs({ tbl.head.rows, tbl.bodies[1].body }) do
    for _, row in ipairs(rows) do
      local cell = row.cells[1]
      local depth = tonumber((cell and cell.attr.classes[1] or ""):match("^in(%d)$") or 0)
      local is_stub = cell and cell.attr.attributes.scope ~= "colgroup" and cell.col_span == 1
      local said = is_stub and utf8.len(pandoc.utils.stringify(cell.contents)) or 0
      letters = math.max(letters, math.min(said, most) + (said > 0 and 3 * depth or 0))
    end
  end
  return ("--room: %.1frem"):format(1 + 0.36 * letters)
end

local function built(tbl, grid)
  local made = tbl:clone()
  local count = parted(grid.rows)
  letters.align(grid.rows)
  made.head.rows = made_head(grid.rows, count)
  local body, first = made_body(grid.rows, count + 1)
  made.bodies[1].body = body
  made.bodies[1].row_head_columns = 1
  made.colspecs = specs_of(grid)
  made.attr.classes:insert("banner")
  if is("html") then made.attr.attributes.style = stub_of(made) end
  if is("docx") then made.head.rows[1].cells[1].contents[1].content:insert(1, grids.mark("BannerTable")) end
  held.widen(made, first)
  return made
end

function banners.tables(tbl)
  local grid = grids.read(tbl)
  local parts = is("html") and { grid } or grids.parts(grid)
  local made = pandoc.Blocks({})
  for _, part in ipairs(parts) do made:insert(built(tbl, part)) end
  -- The embedded engine lets a table scroll in its float; Quarto has no place for that.
  if is("html") and quarto then
    made:insert(1, formats.block('<div class="scroll" tabindex="0" role="region" aria-label="Table">'))
    made:insert(formats.block("</div>"))
  end
  return made
end

return banners
