-- The first pages in Word: what stands under the title, the picture, and a contents field.

local function raw(text) return pandoc.RawInline("openxml", text) end

local function run(kind, dirty)
  local mark = dirty and ' w:dirty="true"' or ""
  return '<w:r><w:fldChar w:fldCharType="' .. kind .. '"' .. mark .. "/></w:r>"
end

local function styled(style, inlines)
  return pandoc.Div({ pandoc.Para(inlines) }, { ["custom-style"] = style })
end

local function names(list)
  local all = pandoc.Inlines({})
  for index, item in ipairs(list) do
    if index > 1 then all:insert(pandoc.Str(", ")) end
    all:extend(pandoc.utils.type(item.name or item) == "Inlines" and (item.name or item) or {})
  end
  return all
end

local function labelled(label, inlines)
  local line = pandoc.Inlines({
    pandoc.Span(label, { ["custom-style"] = "Muted" }),
    pandoc.Str("\u{2002}"),
  })
  line:extend(inlines)
  return styled("Cover", line)
end

local function cover(meta)
  local blocks = pandoc.Blocks({})
  if meta.base then blocks:insert(styled("Cover", { pandoc.Span(meta.base, { ["custom-style"] = "Muted" }) })) end
  if meta.motif then
    local picture = pandoc.Image({}, pandoc.utils.stringify(meta.motif) .. ".png", "", { width = "100%" })
    blocks:insert(styled("Figure", { picture }))
  end
  if meta.publisher then blocks:insert(labelled("Published by", meta.publisher.name)) end
  if meta.partners then blocks:insert(labelled("In partnership with", names(meta.partners))) end
  if meta.date then blocks:insert(labelled("Date", meta.date)) end
  if meta.disclaimer then blocks:insert(styled("Notes", meta.disclaimer)) end
  return blocks
end

-- The entries stand there already; Word adds the pages when the field is updated.
local function contents(doc)
  local entries = {}
  doc:walk({
    Header = function(header)
      if header.level <= 2 and (header.level == 1 or header.classes:includes("chapter")) then
        entries[#entries + 1] = header
      end
    end,
  })
  local blocks = pandoc.Blocks({ styled("TOC Heading", { pandoc.Str("Contents") }) })
  for index, header in ipairs(entries) do
    local line = pandoc.Inlines({})
    if index == 1 then
      line:insert(raw(run("begin", true) ..
        '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>' ..
        run("separate")))
    end
    local text = header.content:walk({ Span = function(span) return span.content end })
    line:insert(pandoc.Link(text, "#" .. header.identifier))
    if index == #entries then line:insert(raw(run("end"))) end
    blocks:insert(styled("toc " .. header.level, line))
  end
  return blocks
end

function Pandoc(doc)
  if not FORMAT:match("docx") then return nil end
  local front = cover(doc.meta)
  front:extend(contents(doc))
  doc.meta.date = nil
  if not quarto then
    -- The rest would become properties of the file.
    local kept = {}
    for _, key in ipairs({ "title", "subtitle", "author", "description", "lang" }) do kept[key] = doc.meta[key] end
    doc.meta = pandoc.Meta(kept)
  end
  front:extend(doc.blocks)
  return pandoc.Pandoc(front, doc.meta)
end
