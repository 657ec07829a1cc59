-- Pages that lie on their side: wide tables that follow each other share them, with the headings
-- and the words between them.

local exhibits = require("look.exhibits")
local formats = require("look.formats")

-- Blocks between two wide tables that go along with them.
local BETWEEN = 6

local function opens_page(header)
  return header.level == 1 or header.classes:includes("chapter") or header.classes:includes("part")
end

local function goes_along(block)
  if block.t == "Header" then return not opens_page(block) end
  return exhibits.are_words(block)
end

-- What opens and closes such pages; Word is told by paragraphs that `finish` in word.py makes the
-- ends of sections of.
local function frame(opens)
  if formats.is("typst") then return formats.block(opens and "#look-across[" or "]") end
  local style = opens and "TurnsAcross" or "TurnsBack"
  return formats.block('<w:p><w:pPr><w:pStyle w:val="' .. style .. '"/></w:pPr></w:p>')
end

-- The heading that a wide table stands under goes to its page, with the few words between them and
-- the headings right above it.
local function opening_of(out)
  local from = #out
  while from > 0 and #out - from < BETWEEN and exhibits.are_words(out[from]) do from = from - 1 end
  local first = from + 1
  while from > 0 and out[from].t == "Header" do
    local opens = opens_page(out[from])
    first, from = from, from - 1
    if opens and not (out[from] and out[from].t == "Header" and out[from].classes:includes("part")) then break end
  end
  local own = pandoc.Blocks({})
  if first <= #out and out[first].t ~= "Header" then return own end
  while #out >= first do own:insert(1, table.remove(out)) end
  -- The page is a new one already.
  for _, block in ipairs(own) do
    if block.t == "Header" and opens_page(block) then block.classes:insert("across") end
  end
  return own
end

-- Words keep the measure that they have on other pages, and stay with the table that they open.
local function in_measure(blocks)
  if not formats.is("typst") then return blocks end
  local out = pandoc.Blocks({})
  for _, block in ipairs(blocks) do
    if exhibits.are_words(block) and not (block.t == "Div" and block.classes:includes("notes")) then
      local below = block.t == "Div" and block.classes:includes("below")
      out:insert(formats.block(("#look-beside(stays: %s)["):format(not below)))
      out:insert(block)
      out:insert(formats.block("]"))
    else
      out:insert(block)
    end
  end
  return out
end

local function unwrapped(blocks)
  local out = pandoc.Blocks({})
  for _, block in ipairs(blocks) do
    if exhibits.is_turned(block) then out:extend(block.content) else out:insert(block) end
  end
  return out
end

local function run_from(blocks, index)
  local run, between = pandoc.Blocks({}), pandoc.Blocks({})
  local last = index - 1
  for place = index, #blocks do
    if exhibits.is_turned(blocks[place]) then
      run:extend(between)
      run:extend(blocks[place].content)
      between, last = pandoc.Blocks({}), place
    elseif goes_along(blocks[place]) and #between < BETWEEN then
      between:insert(blocks[place])
    else
      break
    end
  end
  -- What is said of the last table, and noted under it, stays beside it.
  for _, block in ipairs(between) do
    if block.t ~= "Div" or not exhibits.are_words(block) then break end
    run:insert(block)
    last = last + 1
  end
  return run, last
end

return function(blocks)
  if formats.is("html") or not (formats.is("typst") or formats.is("docx")) then return unwrapped(blocks) end
  local out, index = pandoc.Blocks({}), 1
  while index <= #blocks do
    if exhibits.is_turned(blocks[index]) then
      local opening = opening_of(out)
      local run, last = run_from(blocks, index)
      out:insert(frame(true))
      out:extend(in_measure(opening))
      out:extend(in_measure(run))
      out:insert(frame(false))
      index = last
    else
      out:insert(blocks[index])
    end
    index = index + 1
  end
  return out
end
