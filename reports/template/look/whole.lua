-- What stays on one line of a cell: a date, an amount with its currency, a figure with its arrow.

local formats = require("look.formats")

local whole = {}

-- Letters of the longest that is looked for, and those that the edges of a cell take.
local LETTERS, EDGE = 96, 3

-- Whether a word is of a pattern, a sign of several bytes aside: a class would take each byte for a sign.
local function of(pattern, sign)
  return function(text)
    local plain = sign and text:gsub(sign, "") or text
    return plain:match(pattern) ~= nil
  end
end

local function is_arrow(text) return text == "▲" or text == "▼" end

-- The words of each kind; the first that fits counts.
local KINDS = {
  { of("^%d%d?$"), of("^%u%l+$"), of("^%d%d%d%d[,;%.]*$", "†") },
  { of("^%u%u%u$"), of("^%d[%d%.,]*[km]?[,;]?$", "−") },
  { of("%S"), is_arrow },
}

local function is_space(item) return item ~= nil and (item.t == "Space" or item.t == "SoftBreak") end

-- How many inlines from a place on are one of the kinds; nil where none begins there.
local function run_at(inlines, place)
  for _, kind in ipairs(KINDS) do
    local last = place + 2 * (#kind - 1)
    local found = true
    for index, fits in ipairs(kind) do
      local item, before = inlines[place + 2 * (index - 1)], inlines[place + 2 * index - 3]
      found = found and item ~= nil and item.t == "Str" and fits(item.text) and (index == 1 or is_space(before))
    end
    if found then return last - place + 1 end
  end
end

local function letters_of(run)
  return utf8.len(pandoc.utils.stringify(run)) or 0
end

-- In Word a space that does not break; elsewhere the words as they are, on one line.
local function bound(run)
  if formats.is("docx") then
    return run:map(function(item) return is_space(item) and pandoc.Str("\u{a0}") or item end)
  end
  if formats.is("html") then return pandoc.Inlines({ pandoc.Span(run, pandoc.Attr("", { "whole" })) }) end
  local out = pandoc.Inlines({ formats.inline("#box[") })
  out:extend(run)
  out:insert(formats.inline("]"))
  return out
end

local function walked(inlines, most, use)
  local out, place = pandoc.Inlines({}), 1
  while place <= #inlines do
    local count = run_at(inlines, place)
    local run = pandoc.Inlines({})
    for index = place, place + (count or 1) - 1 do run:insert(inlines[index]) end
    local kept = count and letters_of(run) <= most
    out:extend(kept and use(run) or run)
    place = place + #run
  end
  return out
end

-- Letters of the longest of them in a cell.
function whole.longest(cell)
  local longest = 0
  pandoc.Blocks(cell.contents):walk({
    Inlines = function(inlines)
      walked(inlines, LETTERS, function(run)
        longest = math.max(longest, letters_of(run))
        return run
      end)
    end,
  })
  return longest
end

-- Bind them where their column has room, of so many letters across the page.
function whole.bind(tbl, across)
  if not (formats.is("html") or formats.is("typst") or formats.is("docx")) then return end
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do
      for index, cell in ipairs(#row.cells == #tbl.colspecs and row.cells or {}) do
        local measure = tbl.colspecs[index][2]
        local share = type(measure) == "number" and measure > 0 and measure or 1 / #tbl.colspecs
        local most = formats.is("html") and LETTERS or share * across - EDGE
        cell.contents = cell.contents:walk({ Inlines = function(inlines) return walked(inlines, most, bound) end })
      end
    end
  end
end

return whole
