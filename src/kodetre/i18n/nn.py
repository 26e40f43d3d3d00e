"""What reports say in nynorsk; what is not here is as in bokmål."""

from kodetre.i18n import nb

WORDS = {
    **nb.WORDS,
    "excerpts": "Koda utdrag", "frequencies": "Kodingar per kode", "documents": "Dokument", "label": "Namn",
    "citation": "Kjelde", "coder": "Koda av", "origin": "Opphav", "author": "Forfattar", "year": "År", "title": "Tittel",
    "codings": "Kodingar", "pages": "Sider", "expected": "venta", "outside": "Utanfor forventinga", "no_group": "Utan gruppe",
    "unknown": "Ukjend", "keyword": "nøkkelord", "imported": "importert", "manual": "lese", "contents": "Innhald",
    "rolled_up": "Ein kode tel med kodane under seg.",
    "counts_overlap": "Talet i ei rute er kor mange utdrag av {rows} som overlappar eit utdrag av {columns}.",
    "marks": "* venta av kodeboka. Tal utan stjerne, større enn 0, ligg utanfor forventinga.",
    "basis": "{documents}, {codings}. Kodebok: {codebook}. Siste endring i prosjektet: {changed}.",
    "filter": "Utval: {filter}.",
    "compare": "Gruppene samanlikna", "absence": "Ikkje koda", "cooccurrence": "Kodar som opptrer saman",
    "timeline": "Kodingar per år", "progress": "Framdrift", "memos": "Memo", "the_rest": "dei andre", "varies_no": "nei",
    "about_ratio": "Log2 av forholdet mellom kodingar per 1000 ord, med 95 % konfidensintervall: 1 er dobbelt så mykje, −1 halvparten. "
    "«Nei» tyder at intervallet omfattar 0: ein skilnad er ikkje vist, og det er eit funn.",
    "places_first": "Stader med 1", "places_second": "Stader med 2", "both": "Begge", "within_span": "Ein stad er det same utdraget.",
    "within_paragraph": "Ein stad er eit avsnitt (punkt, tabell).", "within_section": "Ein stad er teksten under ei overskrift.",
    "within_document": "Ein stad er eit dokument.", "use_when": "Blir brukt når", "not_when": "Blir ikkje brukt når",
    "example": "Døme", "accepted": "Godtekne", "rejected": "Avviste", "precision": "Presisjon",
    "about_precision": "Presisjon er godtekne forslag delte på godtekne og avviste, av dei som ein kodar har svart på sjølv. Eitt forslag kan ha fleire nøkkelord.",
    "searched": "Søkt etter", "pages_read": "Sider lesne", "pages_unread": "Sider utan tekst",
    "not_searched": "ingen nøkkelord å søkje etter", "not_mentioned": "ikkje nemnt",
    "unanswered": "treff som ingen har teke stilling til", "looked_at": "treff, men ikkje koda",
    "about_absence": "«Ikkje nemnt»: ingen av nøkkelorda for koden eller kodane under han gir treff i dokumentet, i noka bøying eller "
    "samansetjing, og ingenting er koda.",
    "found": "Anslegen del funnen", "units_read": "Lese", "units": "Avsnitt i alt", "found_share": "Funne, %",
    "found_low": "Nedre grense, %", "found_high": "Øvre grense, %", "stopping_p": "p", "may_stop": "Kan stoppe",
    "about_found": "Delen av avsnitta for koden som er funnen, er anslegen med 95 % intervall frå dei lesne avsnitta som er trekte "
    "tilfeldig, med og utan nøkkelord kvar for seg (hypergeometrisk fordeling). p er frå stopptesten til Callaghan og Müller-Hansen "
    "(2020): sannsynet for å ha funne så lite i det siste som er lese, dersom mindre enn {target} % var funne; under 0,05 kan "
    "lesinga stoppe. Testen føreset at det som er lese sist, ikkje var mindre sannsynleg relevant enn det som står att, at "
    "vurderingane er rette, og at han ikkje er gjenteken til han gav utslag.",
    "left": "Står att", "first": "Første koding", "last": "Siste koding", "subject": "Kva",
    "months_long": "januar februar mars april mai juni juli august september oktober november desember", "retrieved": "Henta {day} frå {url}",
    "in_book": "I", "thesis": "Avhandling", "dataset": "Datasett",
    "references": "Litteratur", "pattern": "Mønster", "hits_by_year": "Treff per år", "behind": "{title}: utdraga",
    "about_hits": "Treff av mønsteret i dokumenta frå kvart år, i alle bøyingar og samansetjingar.",
    "measure_codings": "Tala er kodingar.", "measure_documents": "Tala er dokument med minst éi koding.",
    "measure_words": "Tala er koda ord; eit ord tel éin gong, kor mange gonger det enn er koda.",
    "measure_share": "Tala er koda ord i prosent av alle ord; eit ord tel éin gong.",
    "per_thousand": "Per 1000 ord i dokumenta.", "per_row": "I prosent av rada.",
    "per_column": "I prosent av alt i kolonnen som er koda i same dimensjon. Ei koding tel éin gong i dimensjonen.",
    "of_table": "Tala i figuren", "figure_bars": "Kodingar per 1000 ord", "figure_intervals": "Skilnader mellom gruppene",
    "axis_log": "log2 av forholdet, med 95 % KI. 0 er ingen skilnad, 1 er dobbelt så mykje",
    "figure_network": "Kodar som opptrer saman", "figure_lines": "Kodingar per 1000 ord, etter år",
    "figure_dispersion": "Kor kodane står i {document}", "axis_words": "Prosent av teksten",
    "figure_network_note": "Tjukna på streken: kor mange stader begge kodane står. Storleiken på sirkelen: kor mange stader koden står.",
    "figure_heat_note": "Ramme: venta av kodeboka.", "from": "Frå", "to": "Til", "places": "Stader", "low": "Nedre", "high": "Øvre",
    "only_most": "Figuren viser dei {shown} kodane med flest kodingar av {total}.",
    "figures": "Figurar",
    "report_of": "Rapport: {title}",
    "nothing_fits": "Ingen utdrag passar. Nullstill nokre av filtera.", "show_more": "Vis fleire",
    "in_document": "I dokumentet", "on_page": "Vis sida", "hide_page": "Gøym sida",
    "print_limit": "Berre dei første {count} utdraga blir skrivne ut.", "together": "saman med {other}",
    "overlapping": "som overlappar {other}", "filters": "Filter",
    "search": "Søk i utdrag og memo", "all_codes": "Alle kodar", "all_groups": "Alle grupper", "all_documents": "Alle dokument",
    "all_coders": "Alle kodarar", "all_years": "Alle år", "reset": "Nullstill", "arrange": "Ordne etter",
    "read_documents": "Dokumenta med kodingar", "choose_document": "Vel dokument",
    "needs_script": "Utdraga og dokumenta blir viste av eit skript i denne fila, og nettlesaren køyrer ikkje skript. Rapporten finst òg som Word, Markdown og LaTeX.",
    "skip": "Til innhaldet", "theme": "Fargar", "about": "Om rapporten", "only_coded": "Berre avsnitt med kodingar",
    "coded_file": "koda",
    "frequencies_documents": "Dokument per kode", "frequencies_words": "Koda ord per kode", "frequencies_share": "Del av teksten per kode, i prosent",
    "keyword_estimates": "Kva nøkkelorda finn",
    "with_hits": "Avsnitt med treff",
    "hits_judged": "vurderte",
    "hits_right": "høyrer til",
    "without_hits": "Avsnitt utan treff",
    "rest_judged": "vurderte",
    "rest_right": "høyrer til",
    "recall": "Attfinning",
    "doubtful": "Tvilsame",
    "about_estimates": "Avsnitta er trekte tilfeldig, ein del mellom dei med treff og ein del mellom dei utan, og vurderte utan at det var vist kva for nokre som hadde treff. Ein kode tel med kodane under seg; tvilsame er haldne utanfor. Presisjon: kor stor del av avsnitta med treff som høyrer til koden, med 95 % intervall (Wilson, 1927).",
    "about_recall": "Attfinning: kor stor del av avsnitta som høyrer til koden, nøkkelorda treffer, rekna ut ved at kvar del veg etter storleiken sin (Cochran, 1977, avsn. 6.11), med 95 % intervall (Webber, 2013). Utan tal: ingen av dei vurderte høyrer til, eller ein del er ikkje vurdert.",
    "no_estimates": "Kor mykje nøkkelorda overser, er ikkje undersøkt: «ikkje nemnt» seier berre at dei ikkje gir treff. Det kan reknast ut av ei stikkprøve (kodetre keywords sample).",
    "log_ratio": "{one} mot {other} (log2)",
    "ratio_order": "Over 0: meir i {one} enn i {other}; under 0: mindre.",
    "about_counts_and_rates": "I kvar rute talet på kodingar og, i parentes, talet per 1000 ord.",
    "about_hits_and_rates": "I kvar rute talet på treff og, i parentes, talet per 1000 ord.",
    "by_document": "dokument", "by_group": "grupper", "by_year": "år", "document_id": "Id", "part_of": "del {number} av {count}",
    "accepted_read": "Godteke av kodaren", "accepted_unread": "Godteke ulese",
    "about_progress": "Ei linje for kvart dokument og kvar kodar der noko er gjort. «Godteke ulese» er koda av nøkkelord utan at nokon har lese det.",
    "matrix_totals": "Utdrag av dei same orda tel éin gong i kvar rute, kor mange som enn har koda dei, og eitt utdrag kan stå i fleire "
    "ruter. Difor er summane her andre enn i tabellar der kvar koding tel.",
    "code_key": "Nøkkel 1", "other_code_key": "Nøkkel 2", "without_code": "Utan {dimension}", "other_codes": "Andre kodar",
    "about_levels": "Eit utdrag står under kvar kode i {above} som det overlappar. Andre kodar er dei som er sette på dei same orda, heilt eller delvis.",
    "about_other_codes": "Andre kodar er dei som er sette på dei same orda, heilt eller delvis.",
    "columns_left_out": "Det er ikkje plass til {columns}. Gjer vindauget breiare, eller skriv alt til ei fil: --format xlsx --output FIL",
}  # fmt: skip

COUNTED = {
    **nb.COUNTED,
    "untouched": ("Ingen har gjort noko i {documents}.", "Ingen har gjort noko i {count} dokument: {documents}."),
    "documents": ("{count} dokument", "{count} dokument"),
    "codings": ("{count} koding", "{count} kodingar"),
    "unread": (
        "{count} av {codings} er gjord av nøkkelord og ikkje lesen av nokon (opphav: nøkkelord).",
        "{count} av {codings} er gjorde av nøkkelord og ikkje lesne av nokon (opphav: nøkkelord).",
    ),
    "adrift": (
        "{count} koding er ikkje med: teksten ho stod i, finst ikkje i dokumentet slik det er lese no.",
        "{count} kodingar er ikkje med: teksten dei stod i, finst ikkje i dokumentet slik det er lese no.",
    ),
    "near": (
        "{count} utdrag står i tekst som er endra sidan det vart koda.",
        "{count} utdrag står i tekst som er endra sidan dei vart koda.",
    ),
    "about_typical": (
        "Inntil {count} utdrag per kode: det som brukar nøkkelorda til koden mest typisk, målt med cosinus mellom nøkkelorda i "
        "utdraget og summen av alle utdraga til koden (1 er heilt typisk). Utdrag utan nokon av nøkkelorda blir aldri valde; {without}.",
        "Inntil {count} utdrag per kode: dei som brukar nøkkelorda til koden mest typisk, målt med cosinus mellom nøkkelorda i "
        "utdraget og summen av alle utdraga til koden (1 er heilt typisk). Utdrag utan nokon av nøkkelorda blir aldri valde; {without}.",
    ),
    "codes_without": ("{count} kode har berre slike", "{count} kodar har berre slike"),
}
"""What depends on a number: for one, and for any other number."""
