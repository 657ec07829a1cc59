-- What stands on one page in print: an exhibit with what is said of it, a heading and the words below
-- it with the first exhibit that they open, and the first chapter of a part that says nothing of itself.

local exhibits = require("look.exhibits")
local formats = require("look.formats")

-- Letters and blocks of words that stay whole above and below an exhibit: with a heading and a chart
-- they fill half a page, and more would leave as much of the page before white. Of longer words below
-- the first stay.
local ABOVE, BELOW, BLOCKS = 320, 120, 5

local function letters_of(block) return utf8.len(pandoc.utils.stringify(block)) end

local function is_short(blocks, most, measure)
  local letters = 0
  for _, block in ipairs(blocks) do letters = letters + (measure or letters_of)(block) end
  return #blocks <= BLOCKS and letters <= most
end

-- The blocks from a place on that a test holds for.
local function run_of(blocks, from, test)
  local run = pandoc.List({})
  for place = from, #blocks do
    if not test(blocks[place]) then break end
    run:insert(blocks[place])
  end
  return run
end

-- The block of an exhibit that comes last: of a wide table its notes.
local function last_of(block)
  if exhibits.is_turned(block) then return block.content[#block.content] end
  return block
end

local function is_notes(block) return block ~= nil and block.t == "Div" and block.classes:includes("notes") end

-- Notes have smaller type and longer lines: so many letters of words take the same room.
local function room_of(block) return (is_notes(block) and 0.45 or 1) * letters_of(block) end

-- Long words below an exhibit may break; notes never do.
local function hold_below(blocks)
  for place, block in ipairs(blocks) do
    local below = exhibits.is_one(block) and run_of(blocks, place + 1, exhibits.is_below) or {}
    local short = is_short(below, BELOW)
    for index, said in ipairs(below) do
      said.classes:insert("below")
      if short then said.classes:insert(index < #below and "stays" or "held") end
    end
    if #below > 0 then last_of(block).classes:insert("stays") end
  end
end

local function drop(classes, name) return classes:filter(function(class) return class ~= name end) end

-- Notes become a part of their table; what it stays with besides are words right after them.
local function take_notes(blocks)
  local out, index = pandoc.Blocks({}), 1
  while index <= #blocks do
    local block = blocks[index]
    out:insert(block)
    if exhibits.is_table(block) and is_notes(blocks[index + 1]) then
      index = index + 1
      local said = blocks[index + 1] and exhibits.is_below(blocks[index + 1])
      if not said then block.classes = drop(block.classes, "stays") end
      block.content:insert(1, pandoc.Div(blocks[index].content, pandoc.Attr("", { "kept-notes" })))
    end
    index = index + 1
  end
  return out
end

local function mark_first(blocks)
  for place = 2, #blocks do
    local block, before = blocks[place], blocks[place - 1]
    local chapter = block.t == "Header" and block.classes:includes("chapter")
    if chapter and before.t == "Header" and before.classes:includes("part") then block.classes:insert("first") end
  end
end

local function opens(block)
  return exhibits.are_words(block) and not (block.t == "Div" and block.classes:includes("below"))
end

-- Words of an author have no class that could bear it.
local function opening(block)
  if block.t ~= "Div" then return pandoc.Div({ block }, pandoc.Attr("", { "opening" })) end
  block.classes:extend({ "stays", "held" })
  return block
end

local function hold_openings(blocks)
  for place, block in ipairs(blocks) do
    local words = block.t == "Header" and run_of(blocks, place + 1, opens) or {}
    local after = blocks[place + 1 + #words]
    if after and exhibits.is_one(after) and is_short(words, ABOVE, room_of) then
      for index = place + 1, place + #words do blocks[index] = opening(blocks[index]) end
    end
  end
end

return function(blocks)
  if not formats.is("typst") then return nil end
  hold_below(blocks)
  hold_openings(blocks)
  mark_first(blocks)
  return take_notes(blocks)
end
