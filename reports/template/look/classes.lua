-- The classes that a document may bear: in Word the name of a style, in Typst a function of look.typ.

local fields = require("look.fields")
local formats = require("look.formats")
local openers = require("look.openers")
local spoken = require("look.spoken")
local styled = require("look.styled")
local verbatims = require("look.verbatims")
local is = formats.is

local classes = {}

classes.SPANS = {
  attribution = "Attribution",
  base = "Base",
  better = "Better",
  block = "Block Head",
  ["chapter-number"] = "Chapter Number",
  eyebrow = "Eyebrow",
  head = "Table Head",
  letter = "Column Letter",
  letters = "Letters",
  muted = "Muted",
  number = "Finding Number",
  top3 = "Top Three",
  view = "View",
  worse = "Worse",
}
classes.DIVS = {
  above = "Table Above",
  finding = "Finding",
  index = "Index",
  lead = "Lead",
  minute = "Minute",
  notes = "Notes",
  aims = "Aims",
  observations = "Observations",
  opening = "Opening",
  sowhat = "So What",
  traits = "Traits",
  verbatims = "Quote",
}

-- The first of an element's classes that has one of the names.
local function known(found, names)
  for _, class in ipairs(found) do
    if names[class] then return class end
  end
end

-- Name of the Typst function for a class: hyphens are fine in Typst's identifiers.
local function call(class) return "#look-" .. class end

-- Letters beside a figure are told how much room they have.
local function opening(span, class)
  return call(class) .. (span.attributes.count and ("(%s)"):format(span.attributes.count) or "") .. "["
end

-- The page that something stands on: known where there are pages.
local function page_of(span)
  local id = span.attributes.of
  if is("typst") then return formats.inline(("#look-page-of(<%s>)"):format(id)) end
  return is("docx") and formats.inline(fields.TAB .. fields.page_of(id)) or pandoc.Inlines({})
end

function classes.Span(span)
  if span.classes:includes("page-of") then return page_of(span) end
  -- Word has one style a run: what differs from overall says more than the tint shows already.
  local class = known(span.classes, { better = 1, worse = 1 }) or known(span.classes, classes.SPANS)
  if not class then return nil end
  if is("typst") then
    local content = span.content
    for _, name in ipairs(span.classes) do
      if classes.SPANS[name] then
        content:insert(1, formats.inline(opening(span, name)))
        content:insert(formats.inline("]"))
      end
    end
    return content
  elseif is("docx") then
    span.attributes["custom-style"] = classes.SPANS[class]
    return span
  elseif is("html") then
    return spoken(span)
  end
end

local function in_typst(div, class)
  local told = pandoc.List({ "held", "stays" }):filter(function(name) return div.classes:includes(name) end)
  local settings = #told > 0 and ("(%s)"):format(table.concat(told:map(function(name) return name .. ": true" end), ", "))
  local blocks = pandoc.Blocks({ formats.block(call(class) .. (settings or "") .. "[") })
  blocks:extend(div.content)
  blocks:insert(formats.block("]"))
  return blocks
end

-- Lines of an index bear no mark of a list, and end in their page.
local function index_in_word(div)
  local lines = pandoc.Blocks({})
  for _, list in ipairs(div.content) do
    for _, item in ipairs(list.t == "BulletList" and list.content or {}) do
      lines:insert(styled("Index Entry", item[1].content))
    end
  end
  return lines
end

local function in_word(div, class)
  if class == "minute" or class == "traits" or class == "observations" then return div.content end
  if class == "index" then return index_in_word(div) end
  -- A tight list would have a style of pandoc's; this one stays with the table that it introduces.
  if class == "aims" then div = div:walk({ Plain = function(item) return pandoc.Para(item.content) end }) end
  div.attributes["custom-style"] = classes.DIVS[class]
  return div
end

function classes.Div(div)
  if div.classes:includes("chapters") then return openers(div) end
  local class = known(div.classes, classes.DIVS)
  if not class or is("html") then return nil end
  if class == "verbatims" then return verbatims(div) end
  if is("typst") then return in_typst(div, class) end
  if is("docx") then return in_word(div, class) end
end

return classes
