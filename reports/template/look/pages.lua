-- What stands on one page in print: an exhibit with what is said of it, a heading and the words below
-- it with the first exhibit that they open, and the first chapter of a part with room for it.

local exhibits = require("look.exhibits")
local formats = require("look.formats")

-- Letters and blocks of words that stay whole above and below an exhibit: with a heading and a chart
-- they fill half a page, and more would leave as much of the page before white. Of longer words below
-- the first stay. Words that end a chapter stay whole up to more: what breaks of them has a page to itself.
local ABOVE, BELOW, ENDING, BLOCKS = 320, 120, 520, 5

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

local function opens_page(block)
  if not block then return true end
  return block.t == "Header" and (block.level == 1 or block.classes:includes("chapter") and not block.classes:includes("follows"))
end

-- Long words below an exhibit may break, unless they end a chapter: what breaks there stands alone on a
-- page. Notes never do.
local function hold_below(blocks)
  for place, block in ipairs(blocks) do
    local below = exhibits.is_one(block) and run_of(blocks, place + 1, exhibits.is_below) or {}
    local ends = opens_page(blocks[place + #below + 1])
    local short = is_short(below, BELOW) or (ends and is_short(below, ENDING, room_of))
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

local function is_opener(block, class) return block.t == "Header" and block.classes:includes(class) end

local function is_list(block) return block.t == "Div" and block.classes:includes("chapters") end

-- The first chapter of a part stands on the part's page where the part says nothing of itself, or has no other.
local function mark_first(blocks)
  local part, says, alone
  for _, block in ipairs(blocks) do
    if is_opener(block, "part") then
      part, says, alone = true, false, true
    elseif part and is_opener(block, "chapter") then
      if alone or not says then block.classes:insert("first") end
      part = false
    elseif part and is_list(block) then
      alone = false
    elseif part then
      says = true
    end
  end
end

-- Chapters of an appendix follow each other on a page, unless one of them is a sheet by itself.
local function mark_following(blocks)
  local appendix, before
  for _, block in ipairs(blocks) do
    if block.t == "Header" and block.level == 1 then
      appendix, before = block.classes:includes("appendix"), nil
    elseif appendix and is_opener(block, "chapter") then
      local alone = block.classes:includes("sheet") or (before and before.classes:includes("sheet"))
      if before and not alone then block.classes:insert("follows") end
      before = block
    end
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
  mark_first(blocks)
  mark_following(blocks)
  hold_below(blocks)
  hold_openings(blocks)
  return take_notes(blocks)
end
