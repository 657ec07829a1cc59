-- Letters beside figures: they have a room of one width all down a column, so that figures stand
-- under figures.

local cells = require("look.cells")
local formats = require("look.formats")
local is = formats.is

local letters = {}

local BESIDE = { base = true, [""] = true }

local function found_in(cell)
  local text = ""
  cell.contents:walk({
    Span = function(span)
      if span.classes:includes("letters") then text = pandoc.utils.stringify(span) end
    end,
  })
  return text
end

-- In Word blanks hold the room: three are about as wide as a letter.
local function blank(room) return ("\u{a0}"):rep(3 * room) end

local function sized(span, room)
  local count = utf8.len(pandoc.utils.stringify(span))
  if is("html") then span.attributes.style = ("width:%.2gem"):format(0.65 * room) end
  if is("typst") then span.attributes.count = tostring(room) end
  if is("docx") then span.content:insert(pandoc.Str(blank(room - count))) end
  return span
end

local function align(cell, room)
  if found_in(cell) ~= "" then
    cell.contents = cell.contents:walk({
      Span = function(span)
        if span.classes:includes("letters") then return sized(span, room) end
      end,
    })
    return
  end
  local block = cell.contents[1]
  if not block then return end
  local empty = sized(pandoc.Span({}, pandoc.Attr("", { "letters" })), room)
  block.content:extend({ pandoc.Str("\u{a0}"), empty })
end

function letters.align(rows)
  local rooms = {}
  for _, row in ipairs(rows) do
    for index, cell in ipairs(row.cells) do
      rooms[index] = math.max(rooms[index] or 0, utf8.len(found_in(cell)))
    end
  end
  for _, row in ipairs(rows) do
    for index, cell in ipairs(row.cells) do
      if BESIDE[row.kind] and index > 1 and rooms[index] > 0 then align(cell, rooms[index]) end
    end
  end
end

return letters
