-- What a block is to a reader: an exhibit, which is a table or a figure of the report, or words.

local exhibits = {}

local WORDS = { Para = true, Plain = true, BulletList = true, OrderedList = true, BlockQuote = true }
local SAID = { lead = true, notes = true, observations = true, opening = true, traits = true }

-- What is said of an exhibit stands right after it.
local BELOW = { notes = true, observations = true }

local function has_class(div, names)
  for _, class in ipairs(div.classes) do
    if names[class] then return true end
  end
  return false
end

local function is_div_without_name(block) return block.t == "Div" and block.identifier == "" end

-- Wide tables and their notes, whose page lies on its side.
function exhibits.is_turned(block) return block.t == "Div" and block.classes:includes("turned") end

function exhibits.is_table(block) return block.t == "Div" and block.identifier:match("^tbl%-") ~= nil end

function exhibits.is_figure(block) return block.t == "Figure" and block.identifier:match("^fig%-") ~= nil end

function exhibits.is_one(block)
  return exhibits.is_table(block) or exhibits.is_figure(block) or exhibits.is_turned(block)
end

function exhibits.is_below(block) return is_div_without_name(block) and has_class(block, BELOW) end

function exhibits.are_words(block)
  return WORDS[block.t] or (is_div_without_name(block) and has_class(block, SAID)) or false
end

-- Tables of one float: more than one where a banner goes on in parts.
function exhibits.tables_of(blocks)
  return blocks:filter(function(block) return block.t == "Table" end)
end

return exhibits
