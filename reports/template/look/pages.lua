-- What stands on one page in print: an exhibit with what is said of it, and a heading and the words
-- below it with the first exhibit that they open.

local exhibits = require("look.exhibits")
local formats = require("look.formats")

-- Letters and blocks beyond which words may be parted from their exhibit: about a quarter of a page.
local LETTERS, BLOCKS = 900, 5

local function is_short(blocks)
  local letters = 0
  for _, block in ipairs(blocks) do letters = letters + utf8.len(pandoc.utils.stringify(block)) end
  return #blocks <= BLOCKS and letters <= LETTERS
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

-- Long words below an exhibit may be parted from it; notes never are.
local function hold_below(blocks)
  for place, block in ipairs(blocks) do
    local below = exhibits.is_one(block) and run_of(blocks, place + 1, exhibits.is_below) or {}
    local short = is_short(below)
    for index, said in ipairs(below) do
      said.classes:insert("below")
      if short then said.classes:insert(index < #below and "stays" or "held") end
    end
    if #below > 0 and (short or below[1].classes:includes("notes")) then last_of(block).classes:insert("stays") end
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
    if after and exhibits.is_one(after) and is_short(words) then
      for index = place + 1, place + #words do blocks[index] = opening(blocks[index]) end
    end
  end
end

return function(blocks)
  if not formats.is("typst") then return nil end
  hold_below(blocks)
  hold_openings(blocks)
  return blocks
end
