-- Pages that lie on their side: wide tables that follow each other share them, with the headings
-- and the words between them.

local formats = require("look.formats")

-- Blocks between two wide tables that go along with them.
local BETWEEN = 6

local WORDS = { Para = true, Plain = true, BulletList = true, OrderedList = true, BlockQuote = true }

local function is_turned(block) return block.t == "Div" and block.classes:includes("turned") end

local function opens_page(header)
  return header.level == 1 or header.classes:includes("chapter") or header.classes:includes("part")
end

local function goes_along(block)
  if block.t == "Header" then return not opens_page(block) end
  if block.t == "Div" then return block.identifier == "" and block.classes:includes("notes") end
  return WORDS[block.t] == true
end

-- What opens and closes such pages; Word is told by paragraphs that `finish` in word.py makes the
-- ends of sections of.
local function frame(opens)
  if formats.is("typst") then return formats.block(opens and "#look-across[" or "]") end
  local style = opens and "TurnsAcross" or "TurnsBack"
  return formats.block('<w:p><w:pPr><w:pStyle w:val="' .. style .. '"/></w:pPr></w:p>')
end

-- Headings right before a wide table stand on its page.
local function headings_of(out)
  local own = pandoc.Blocks({})
  while #out > 0 and out[#out].t == "Header" and not opens_page(out[#out]) do
    own:insert(1, table.remove(out))
  end
  return own
end

local function unwrapped(blocks)
  local out = pandoc.Blocks({})
  for _, block in ipairs(blocks) do
    if is_turned(block) then out:extend(block.content) else out:insert(block) end
  end
  return out
end

local function run_from(blocks, index)
  local run, between = pandoc.Blocks({}), pandoc.Blocks({})
  local last = index - 1
  for place = index, #blocks do
    if is_turned(blocks[place]) then
      run:extend(between)
      run:extend(blocks[place].content)
      between, last = pandoc.Blocks({}), place
    elseif goes_along(blocks[place]) and #between < BETWEEN then
      between:insert(blocks[place])
    else
      break
    end
  end
  return run, last
end

return function(blocks)
  if formats.is("html") or not (formats.is("typst") or formats.is("docx")) then return unwrapped(blocks) end
  local out, index = pandoc.Blocks({}), 1
  while index <= #blocks do
    if is_turned(blocks[index]) then
      local headings = headings_of(out)
      local run, last = run_from(blocks, index)
      out:insert(frame(true))
      out:extend(headings)
      out:extend(run)
      out:insert(frame(false))
      index = last
    else
      out:insert(blocks[index])
    end
    index = index + 1
  end
  return out
end
