-- A table with a banner as rows and columns, before any cell reaches over others.

local cells = require("look.cells")
local formats = require("look.formats")

local grids = {}

-- An empty run in a style: `finish` in word.py does to the cell that holds one what it says.
function grids.mark(style)
  return formats.inline('<w:r><w:rPr><w:rStyle w:val="' .. style .. '"/></w:rPr></w:r>')
end

local KINDS = { "head", "letter", "base", "block" }

local function read_row(row)
  local found = cells.classes_of(row.cells[1])
  local read = { cells = row.cells, kind = "", joined = found.joined or false, inset = 0 }
  for _, kind in ipairs(KINDS) do
    if found[kind] then read.kind = kind end
  end
  for depth = 1, 4 do
    if found["in" .. depth] then read.inset = depth end
  end
  return read
end

-- What the stub's head says of the measures: those of the table and of the page, in millimetres.
local function measures(row)
  local measure, room = 0, 0
  row.cells[1].contents:walk({
    Span = function(span)
      measure = tonumber(span.attributes.measure) or measure
      room = tonumber(span.attributes.room) or room
    end,
  })
  return measure, room
end

function grids.read(tbl)
  local grid = { rows = pandoc.List({}), widths = pandoc.List({}) }
  for _, row in ipairs(tbl.head.rows) do grid.rows:insert(read_row(row)) end
  for _, row in ipairs(tbl.bodies[1].body) do grid.rows:insert(read_row(row)) end
  grid.measure, grid.room = measures(tbl.head.rows[1])
  for _, spec in ipairs(tbl.colspecs) do grid.widths:insert(spec[2] * grid.measure) end
  return grid
end

-- Columns of each part: those that all repeat, then its own.
local function columns_of(grid)
  local kept, parts = pandoc.List({ 1 }), pandoc.List({ pandoc.List({}) })
  local heads
  for _, row in ipairs(grid.rows) do
    if row.kind == "head" then heads = row end
  end
  for index = 2, #heads.cells do
    local found = cells.classes_of(heads.cells[index])
    if found.kept then
      kept:insert(index)
    else
      if found.part and #parts[#parts] > 0 then parts:insert(pandoc.List({})) end
      parts[#parts]:insert(index)
    end
  end
  return parts:map(function(own) return kept .. own end), #kept
end

-- The cell of a part: the first that a part opens with heads its columns itself.
local function taken(cell, opens)
  local copy = pandoc.Cell(cell.contents:clone(), cell.alignment, 1, 1)
  if not opens then return copy end
  copy.contents = copy.contents:walk({
    Span = function(span)
      if span.classes:includes("along") then return pandoc.Span(span.content, pandoc.Attr("", { "head" })) end
    end,
  })
  return copy
end

function grids.parts(grid)
  local columns, kept = columns_of(grid)
  if #columns == 1 then return { grid } end
  return columns:map(function(own)
    local part = { rows = pandoc.List({}), widths = pandoc.List({}), room = grid.room, measure = 0 }
    for _, column in ipairs(own) do
      part.widths:insert(grid.widths[column])
      part.measure = part.measure + grid.widths[column]
    end
    for _, row in ipairs(grid.rows) do
      local copy = { kind = row.kind, joined = row.joined, inset = row.inset, cells = pandoc.List({}) }
      for place, column in ipairs(own) do
        local opens = row.kind == "head" and place == kept + 1
        copy.cells:insert(taken(row.cells[column], opens))
      end
      part.rows:insert(copy)
    end
    return part
  end)
end

return grids
