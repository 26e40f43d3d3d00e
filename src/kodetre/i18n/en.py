"""What reports say in English."""

WORDS = {
    "excerpts": "Coded excerpts", "frequencies": "Codings per code", "matrix": "{rows} × {columns}", "documents": "Documents",
    "code": "Code", "label": "Label", "excerpt": "Excerpt", "document": "Document", "citation": "Source", "page": "Page",
    "section": "Section", "coder": "Coder", "origin": "Origin", "memo": "Memo", "total": "Total", "group": "Group",
    "author": "Author", "year": "Year", "title": "Title", "type": "Type", "reference": "Reference", "pages": "Pages",
    "words": "Words", "codings": "Codings", "file": "File", "expected": "expected", "yes": "yes", "no": "no",
    "outside": "Outside the expectation", "no_group": "No group", "no_date": "n.d.", "page_short": "p. {label}",
    "pages_short": "pp. {label}", "chapter_short": "ch. {number}", "section_short": "“{title}”", "and": "and",
    "unknown": "Unknown", "manual": "read", "keyword": "keyword", "imported": "imported", "contents": "Contents",
    "rolled_up": "A code counts the codes under it too.",
    "counts_overlap": "A cell counts the excerpts of {rows} that overlap an excerpt of {columns}.",
    "marks": "* expected by the codebook. A number over 0 without an asterisk lies outside the expectation.",
    "basis": "{documents}, {codings}. Codebook: {codebook}. Project last changed: {changed}.",
    "table": "Table",
    "filter": "Selection: {filter}.",
    "compare": "The groups compared", "absence": "Not coded", "cooccurrence": "Codes that occur together",
    "timeline": "Codings per year", "progress": "Progress", "memos": "Memos", "keywords_report": "Keywords",
    "per_1000": "per 1,000 words", "the_rest": "the others", "log_ratio": "log2 {one} / {other}", "interval": "95 % CI",
    "varies": "Variation", "varies_yes": "yes", "varies_no": "no",
    "about_ratio": "Log2 of the ratio of codings per 1,000 words, with its 95 % confidence interval: 1 is twice as much, −1 half. “No” "
    "means that the interval holds 0: a difference is not shown, and that is a finding.",
    "one_code": "Code 1", "other_code": "Code 2", "places_first": "Places with 1", "places_second": "Places with 2", "both": "Both",
    "within_span": "A place is the same excerpt.", "within_paragraph": "A place is a paragraph (list item, table).",
    "within_section": "A place is the text under a heading.", "within_document": "A place is a document.",
    "definition": "Definition", "use_when": "Use when", "not_when": "Not when", "example": "Example",
    "keywords": "Keywords", "keyword_one": "Keyword", "forms": "Forms", "hits": "Hits", "accepted": "Accepted",
    "rejected": "Rejected", "precision": "Precision",
    "about_precision": "Precision is accepted suggestions over accepted and rejected. One suggestion can have several keywords.",
    "source": "Document", "finding": "Finding", "searched": "Searched for", "pages_read": "Pages read", "pages_unread": "Pages without text",
    "not_searched": "no keywords to search for", "not_mentioned": "not mentioned", "unanswered": "hits that nobody has decided on",
    "looked_at": "hits, but not coded",
    "about_absence": "“Not mentioned”: none of the keywords of the code or those under it hits in the document, in any inflection or compound, "
    "and nothing is coded.",
    "found": "Estimated share found", "units_read": "Read", "units": "Paragraphs in all", "found_share": "Found, %",
    "found_low": "Lower limit, %", "found_high": "Upper limit, %", "stopping_p": "p", "may_stop": "May stop",
    "about_found": "The share of the code's paragraphs that is found is estimated, with a 95 % interval, from those read paragraphs that "
    "were drawn at random, with and without keywords separately (hypergeometric distribution). p is of the stopping test of Callaghan "
    "and Müller-Hansen (2020): the probability of having found so little in what was read last, if less than {target} % were found; "
    "below 0.05 reading may stop. The test assumes that what was read last was no less likely to be relevant than what is left, "
    "that the judgements are right, and that it was not repeated until it rejected.",
    "suggested": "Suggested", "left": "Left", "first": "First coding", "last": "Last coding", "created": "Date", "target": "On",
    "subject": "What", "on_project": "the project", "on_document": "document", "on_code": "code", "on_coding": "coding",
    "references": "References", "pattern": "Pattern", "typicality": "Typicality", "coding": "Coding",
    "quote": "“{text}”", "hits_by_year": "Hits per year", "behind": "{title}: the excerpts",
    "months": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "about_hits": "Hits of the pattern in the documents of each year, in every inflection and compound.",
    "measure_codings": "The numbers are codings.", "measure_documents": "The numbers are documents with at least one coding.",
    "measure_words": "The numbers are coded words; a word counts once, however often it is coded.",
    "measure_share": "The numbers are coded words in per cent of all words; a word counts once.",
    "per_thousand": "Per 1,000 words of the documents.", "per_row": "In per cent of the row.",
    "per_column": "In per cent of all that is coded in the column in the same dimension. A coding counts once in its dimension.",
    "figure": "Figure", "of_table": "The numbers in the figure",
    "figure_bars": "Codings per 1,000 words",
    "figure_intervals": "Differences between the groups", "axis_log": "log2 of the ratio, with its 95 % CI. 0 is no difference, 1 is twice as much",
    "figure_network": "Codes that occur together", "figure_lines": "Codings per 1,000 words, by year",
    "figure_hit_lines": "Hits per 1,000 words, by year",
    "figure_dispersion": "Where the codes stand in {document}", "axis_pages": "Page", "axis_words": "Per cent of the text",
    "figure_network_note": "A line's width: in how many places both codes are. A circle's size: in how many places the code is.",
    "figure_heat_note": "Frame: expected by the codebook.", "from": "From", "to": "To", "places": "Places", "low": "Lower", "high": "Upper",
    "only_most": "The figure shows the {shown} codes with most codings of {total}.",
    "figures": "Figures",
    "report_of": "Report: {title}",
    "nothing_fits": "No excerpts fit. Reset some of the filters.", "show_more": "Show more", "in_document": "In the document",
    "on_page": "Show the page", "hide_page": "Hide the page", "print_limit": "Only the first {count} excerpts are printed.",
    "together": "together with {other}", "overlapping": "overlapping {other}",
    "filters": "Filters", "search": "Search excerpts and memos", "all_codes": "All codes", "all_groups": "All groups",
    "all_documents": "All documents", "all_coders": "All coders", "all_years": "All years", "reset": "Reset",
    "arrange": "Arrange by", "read_documents": "The documents with their codings", "choose_document": "Choose a document",
    "needs_script": "The excerpts and documents are shown by a script in this file, and the browser runs none. The report can also be made as Word, Markdown and LaTeX.",
    "skip": "Skip to the content", "theme": "Colours", "about": "About this report",
    "only_coded": "Only paragraphs with codings",
    "coded_file": "coded",
    "frequencies_documents": "Documents per code", "frequencies_words": "Coded words per code", "frequencies_share": "Share of the text per code, in per cent",
}  # fmt: skip

COUNTED = {
    "documents": ("{count} document", "{count} documents"),
    "codings": ("{count} coding", "{count} codings"),
    "unread": (
        "{count} of {codings} was made by keywords and read by nobody (origin: keyword).",
        "{count} of {codings} were made by keywords and read by nobody (origin: keyword).",
    ),
    "adrift": (
        "{count} coding is left out: the text it stood in is not in the document as it is read now.",
        "{count} codings are left out: the text they stood in is not in the document as it is read now.",
    ),
    "near": (
        "{count} excerpt stands in text that has changed since it was coded.",
        "{count} excerpts stand in text that has changed since they were coded.",
    ),
    "about_typical": (
        "Up to {count} excerpt per code: the one that uses the code's keywords most typically, by the cosine between the "
        "excerpt's keywords and the sum of all the code's excerpts (1 is wholly typical). Excerpts without any of the keywords are never chosen; {without}.",
        "Up to {count} excerpts per code: those that use the code's keywords most typically, by the cosine between the "
        "excerpt's keywords and the sum of all the code's excerpts (1 is wholly typical). Excerpts without any of the keywords are never chosen; {without}.",
    ),
    "codes_without": ("{count} code has no others", "{count} codes have no others"),
    "of_count": ("{count} of {total} excerpt", "{count} of {total} excerpts"),
    "highlights": ("{count} coding as a highlight", "{count} codings as highlights"),
    "without_place": ("{count} has no place on a page", "{count} have no place on a page"),
}
"""What depends on a number: for one, and for any other number. The last two are said by commands, which speak English."""
