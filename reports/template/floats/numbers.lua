-- Numbers of tables and figures, in the order of the document; those of the appendix bear an A.

local numbers = {}

local WORDS = { tbl = "Table", fig = "Figure" }
local given, counters = {}, {}

-- tbl or fig, where an id is one of a float.
function numbers.kind(id) return id and id:match("^(tbl)%-.+") or id and id:match("^(fig)%-.+") end

function numbers.word(id) return WORDS[numbers.kind(id)] end

function numbers.of(id) return given[id] end

function numbers.label(id) return numbers.word(id) .. "\u{a0}" .. given[id] end

local function count(id)
  local kind = numbers.kind(id)
  if given[id] then error("the id '" .. id .. "' is given twice") end
  local letter = id:match("^%w+%-a%-") and "A" or ""
  local key = kind .. letter
  counters[key] = (counters[key] or 0) + 1
  given[id] = letter .. counters[key]
end

function numbers.collect(doc)
  doc:walk({
    traverse = "topdown",
    Div = function(div) if numbers.kind(div.identifier) == "tbl" then count(div.identifier) end end,
    Figure = function(figure) if numbers.kind(figure.identifier) == "fig" then count(figure.identifier) end end,
  })
end

return numbers
