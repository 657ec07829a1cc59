-- Tables that float: a numbered caption, and the table set by the length of it.

local captions = require("floats.captions")
local exhibits = require("look.exhibits")
local formats = require("look.formats")
local frames = require("floats.frames")
local numbers = require("floats.numbers")
local styled = require("look.styled")

-- The caption is the last paragraph; what comes before it is the table.
local function parted(div)
  local caption = pandoc.Inlines({})
  local body = pandoc.Blocks({})
  for index, block in ipairs(div.content) do
    if index == #div.content and block.t == "Para" then caption = block.content else body:insert(block) end
  end
  return caption, body
end

local function in_html(div, caption, body)
  local id = div.identifier
  local start = ('<figure class="float table %s" id="%s"><figcaption id="%s-caption"><span class="label">%s</span> ')
    :format(table.concat(div.classes, " "), id, id, numbers.label(id))
  local out = pandoc.Blocks({ frames.join(start, caption, "</figcaption>") })
  for index, block in ipairs(body) do
    if block.t == "Table" then
      block.attr.attributes["aria-labelledby"] = id .. "-caption"
      local scroll = block.classes:includes("banner") and frames.REGION or frames.SCROLL
      out:insert(formats.block(scroll:format(id)))
      out:insert(block)
      out:insert(formats.block(index == #body and "</div></figure>" or "</div>"))
    else
      out:insert(block)
    end
  end
  if #body == 0 or body[#body].t ~= "Table" then out:insert(formats.block("</figure>")) end
  return out
end

-- Parts of a table with a banner; those after the first say which table goes on.
local function with_parts(id, body)
  local out, first = pandoc.Blocks({}), true
  local label = ("[%s %s]"):format(numbers.label(id), "(continued)")
  for _, block in ipairs(body) do
    if block.t == "Table" and block.classes:includes("banner") then
      out:insert(formats.block(("#look-part(%s, first: %s)["):format(label, first)))
      out:insert(block)
      out:insert(formats.block("]"))
      first = false
    else
      out:insert(block)
    end
  end
  return out
end

-- The table without its notes, and the notes.
local function without_notes(body)
  local rest, notes = pandoc.Blocks({}), nil
  for _, block in ipairs(body) do
    if block.t == "Div" and block.classes:includes("kept-notes") then
      notes = block.content
    else
      rest:insert(block)
    end
  end
  return rest, notes
end

local function in_typst(div, caption, content)
  local wide, steep, lists, first = false, false, false, nil
  local body, notes = without_notes(content)
  for _, block in ipairs(exhibits.tables_of(body)) do
    block.attr.classes:insert("typst:no-figure")
    wide, steep = block.classes:includes("wide"), block.classes:includes("steep")
    lists = lists or block.classes:includes("lists")
    -- Further parts of a table begin pages of their own.
    first, block.attr.attributes.first = first or block.attr.attributes.first, nil
  end
  local stays = div.classes:includes("stays") and ", stays: true" or ""
  local out = pandoc.Blocks({
    frames.join(("#float-table([%s], ["):format(numbers.label(div.identifier)), caption,
        ("]%s, wide: %s, lists: %s, steep: %s%s%s"):format(stays, wide, lists, steep,
          first and ", first: " .. first or "",
          notes and ", notes: small-print[" or ")[")),
  })
  if notes then
    out:extend(notes)
    out:insert(formats.block("])["))
  end
  out:extend(with_parts(div.identifier, body))
  out:insert(formats.block("] <" .. div.identifier .. ">"))
  return out
end

-- Word draws tables into one where nothing stands between them.
local function in_word(div, caption, body)
  local out = pandoc.Blocks({ captions(div.identifier, caption) })
  local label = numbers.label(div.identifier) .. " (continued)"
  for index, block in ipairs(body) do
    local before = body[index - 1]
    if block.t == "Table" and before and before.t == "Table" then
      out:insert(styled("Table Caption", { pandoc.Span({ pandoc.Str(label) }, { ["custom-style"] = "Label" }) }))
    end
    out:insert(block)
  end
  return out
end

return function(div)
  if numbers.kind(div.identifier) ~= "tbl" then return nil end
  local caption, body = parted(div)
  if formats.is("html") then return in_html(div, caption, body) end
  if formats.is("typst") then return in_typst(div, caption, body) end
  return in_word(div, caption, body)
end
