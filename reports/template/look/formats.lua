-- The format that is written, and text in its own language.

local formats = {}

function formats.is(format) return FORMAT:match(format) ~= nil end

local function language() return formats.is("html") and "html" or formats.is("docx") and "openxml" or FORMAT end

function formats.inline(text) return pandoc.RawInline(language(), text) end

function formats.block(text) return pandoc.RawBlock(language(), text) end

-- A string of Typst, which is text whatever stands in it.
function formats.string(text)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"'):gsub("\n", " ") .. '"'
end

return formats
