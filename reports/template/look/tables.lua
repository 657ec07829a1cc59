-- Tables: their heads, the groups of their rows, and the dress of their cells.

local balance = require("look.balance")
local banners = require("look.banners")
local breaks = require("look.breaks")
local cells = require("look.cells")
local columns = require("look.columns")
local formats = require("look.formats")
local heard = require("look.heard")
local held = require("look.held")
local stacked = require("look.stacked")
local whole = require("look.whole")
local widths = require("look.widths")
local is, stringify = formats.is, pandoc.utils.stringify

-- The row of bases belongs to the head: it repeats with it on a new page.
local function lift_bases(tbl)
  local body = tbl.bodies[1]
  if not body or #body.body == 0 or not cells.are_bases(body.body[1]) then return end
  local row = table.remove(body.body, 1)
  local head = tbl.head
  head.rows:insert(row)
  tbl.head = head
end

-- Empty runs in a style: `finish` in word.py turns the cell, and draws a hair over the row, that hold one.
local STEEP = '<w:r><w:rPr><w:rStyle w:val="SteepHead"/></w:rPr></w:r>'
local OPENS = '<w:r><w:rPr><w:rStyle w:val="OpensRow"/></w:rPr></w:r>'

-- A hair opens each group of rows, where the first column names a group once, and each row of lists.
local function open_groups(tbl)
  local rows = tbl.bodies[1] and tbl.bodies[1].body or {}
  local grouped = false
  for _, row in ipairs(rows) do
    if stringify(row.cells[1].contents) == "" then grouped = true end
  end
  local lists = #rows > 0 and #rows[1].cells[#rows[1].cells].contents > 0
    and rows[1].cells[#rows[1].cells].contents[1].t == "BulletList"
  if not grouped and not lists then return end
  for index, row in ipairs(rows) do
    if index > 1 and stringify(row.cells[1].contents) ~= "" then
      row.attr.classes:insert("opens")
      if is("docx") then row.cells[1].contents[1].content:insert(1, formats.inline(OPENS)) end
      if is("typst") then
        for _, cell in ipairs(row.cells) do cell.attr.attributes["typst:stroke"] = "(top: hair)" end
      end
    end
  end
end

local function stand_up(cell)
  if is("docx") and #cell.contents > 0 then
    cell.contents[1].content:insert(1, formats.inline(STEEP))
  end
end

local function wrap(cell, open)
  if #cell.contents == 0 then return end
  cell.contents[1].content:insert(1, formats.inline(open .. "["))
  cell.contents[1].content:insert(formats.inline("]"))
end

-- Heads over heads on paper: one over several columns stands over a hair, those below it are heads.
local function dress_rows(rows)
  for number, row in ipairs(rows) do
    for _, cell in ipairs(row.cells) do
      if cell.col_span > 1 then wrap(cell, "#look-over") end
      if cell.row_span > 1 then cell.attr.attributes["typst:align"] = "bottom" end
      if number > 1 and not cells.classes_of(cell).base then wrap(cell, "#look-head") end
    end
  end
end

local function dress_head(tbl, steep)
  local head = tbl.head
  for number, row in ipairs(head.rows) do
    for index, cell in ipairs(row.cells) do
      cells.dress(cell)
      breaks.bind(cell)
      if steep then
        if index > 1 and number == 1 then stand_up(cell) end
      elseif is("docx") or is("typst") then
        breaks.soften(cell)
      end
    end
  end
  if is("typst") then dress_rows(head.rows) end
  tbl.head = head
end

local function dress_bodies(tbl)
  for _, body in ipairs(tbl.bodies) do
    if #tbl.colspecs > 1 and tbl.colspecs[1][1] ~= pandoc.AlignCenter then body.row_head_columns = 1 end
    for _, row in ipairs(body.body) do
      for _, cell in ipairs(row.cells) do cells.dress(cell) end
    end
  end
end

-- The head of a group of rows stands once on the page; who hears a row hears it with each.
local function repeat_heads(rows)
  local head
  for _, row in ipairs(rows) do
    local cell = row.cells[1]
    if cell and stringify(cell.contents) ~= "" then
      head = stringify(cell.contents)
    elseif cell and head then
      cell.contents = heard(head)
    end
  end
end

-- What each head is the head of, for who hears a table.
local function scope(tbl)
  for _, row in ipairs(tbl.head.rows) do
    for _, cell in ipairs(row.cells) do
      local group = cell.col_span > 1
      cell.attr.attributes.scope = group and "colgroup" or "col"
      if group then cell.attr.classes:insert("span") end
      if stringify(cell.contents) == "" then cell.contents = heard("Rows") end
    end
  end
  for _, body in ipairs(tbl.bodies) do
    repeat_heads(body.body)
    for _, row in ipairs(body.body) do
      if row.cells[1] then row.cells[1].attr.attributes.scope = "row" end
    end
  end
end

return function(tbl)
  if banners.is_one(tbl) then return banners.tables(tbl) end
  lift_bases(tbl)
  if is("html") then stacked(tbl) end
  open_groups(tbl)
  dress_bodies(tbl)
  local steep = columns.are_steep(tbl)
  dress_head(tbl, steep)
  if is("html") then
    scope(tbl)
    columns.mark_texts(tbl)
  end
  columns.part(tbl, is)
  columns.measure(tbl)
  if (is("typst") or is("docx")) and balance.balance(tbl) then tbl.attr.classes:insert("lists") end
  if is("docx") then widths.fit(tbl, steep) end
  if is("typst") then columns.widen(tbl, steep) end
  whole.bind(tbl, columns.letters_of(tbl))
  if columns.are_wide(tbl) then tbl.attr.classes:insert("wide") end
  if steep then tbl.attr.classes:insert("steep") end
  -- What stands upright would be drawn for the cell without width too.
  if not steep then held.hold_last(tbl) end
  return tbl
end
