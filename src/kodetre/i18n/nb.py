"""What reports say in bokmål."""

WORDS = {
    "excerpts": "Kodede utdrag", "frequencies": "Kodinger per kode", "matrix": "{rows} × {columns}", "documents": "Dokumenter",
    "code": "Kode", "label": "Navn", "excerpt": "Utdrag", "document": "Dokument", "citation": "Kilde", "page": "Side",
    "section": "Avsnitt", "coder": "Koder", "origin": "Opphav", "memo": "Memo", "total": "I alt", "group": "Gruppe",
    "author": "Forfatter", "year": "År", "title": "Tittel", "type": "Type", "reference": "Referanse", "pages": "Sider",
    "words": "Ord", "codings": "Kodinger", "file": "Fil", "expected": "forventet", "yes": "ja", "no": "nei",
    "outside": "Utenfor forventningen", "no_group": "Uten gruppe", "no_date": "u.å.", "page_short": "s. {label}",
    "chapter_short": "kap. {number}", "section_short": "«{title}»", "and": "og", "unknown": "Ukjent",
    "manual": "lest", "keyword": "nøkkelord", "imported": "importert", "contents": "Innhold",
    "rolled_up": "En kode teller med kodene under seg.",
    "counts_overlap": "Tallet i en rute er hvor mange utdrag av {rows} som overlapper et utdrag av {columns}.",
    "marks": "* forventet av kodeboka. Tall uten stjerne, større enn 0, ligger utenfor forventningen.",
    "basis": "{documents}, {codings}. Kodebok: {codebook}. Siste endring i prosjektet: {changed}.",
    "table": "Tabell",
    "filter": "Utvalg: {filter}.",
    "compare": "Gruppene sammenlignet", "absence": "Ikke kodet", "cooccurrence": "Koder som opptrer sammen",
    "timeline": "Kodinger per år", "progress": "Framdrift", "memos": "Memoer", "keywords_report": "Nøkkelord",
    "per_1000": "per 1000 ord", "the_rest": "de andre", "log_ratio": "log2 {one} / {other}", "interval": "95 % KI",
    "varies": "Variasjon", "varies_yes": "ja", "varies_no": "nei",
    "about_ratio": "Log2 av forholdet mellom kodinger per 1000 ord, med 95 % konfidensintervall: 1 er dobbelt så mye, −1 halvparten. "
    "«Nei» betyr at intervallet omfatter 0: en forskjell er ikke vist, og det er et funn.",
    "one_code": "Kode 1", "other_code": "Kode 2", "places_first": "Steder med 1", "places_second": "Steder med 2", "both": "Begge",
    "within_span": "Et sted er det samme utdraget.", "within_paragraph": "Et sted er et avsnitt (punkt, tabell).",
    "within_section": "Et sted er teksten under en overskrift.", "within_document": "Et sted er et dokument.",
    "definition": "Definisjon", "use_when": "Brukes når", "not_when": "Brukes ikke når", "example": "Eksempel",
    "keywords": "Nøkkelord", "keyword_one": "Nøkkelord", "forms": "Former", "hits": "Treff", "accepted": "Godtatt",
    "rejected": "Avvist", "precision": "Presisjon",
    "about_precision": "Presisjon er godtatte forslag delt på godtatte og avviste. Ett forslag kan ha flere nøkkelord.",
    "source": "Dokument", "finding": "Funn", "searched": "Søkt etter", "pages_read": "Sider lest", "pages_unread": "Sider uten tekst",
    "not_searched": "ingen nøkkelord å søke etter", "not_mentioned": "ikke nevnt", "unanswered": "treff som ingen har tatt stilling til",
    "looked_at": "treff, men ikke kodet",
    "about_absence": "«Ikke nevnt»: ingen av nøkkelordene for koden eller kodene under den gir treff i dokumentet, i noen bøyning eller "
    "sammensetning, og ingenting er kodet.",
    "suggested": "Forslag", "left": "Gjenstår", "first": "Første koding", "last": "Siste koding", "created": "Dato", "target": "Om",
    "found": "Anslått andel funnet", "units_read": "Lest", "units": "Avsnitt i alt", "found_share": "Funnet, %",
    "found_low": "Nedre grense, %", "found_high": "Øvre grense, %", "stopping_p": "p", "may_stop": "Kan stoppe",
    "about_found": "Andelen av avsnittene for koden som er funnet, er anslått med 95 % intervall fra de leste avsnittene som er trukket "
    "tilfeldig, med og uten nøkkelord hver for seg (hypergeometrisk fordeling). p er fra stoppetesten til Callaghan og Müller-Hansen "
    "(2020): sannsynligheten for å ha funnet så lite i det siste som er lest, dersom mindre enn {target} % var funnet; under 0,05 kan "
    "lesingen stoppe. Testen forutsetter at det som er lest sist, ikke var mindre sannsynlig relevant enn det som gjenstår, at "
    "vurderingene er riktige, og at den ikke er gjentatt til den ga utslag.",
    "subject": "Hva", "on_project": "prosjektet", "on_document": "dokument", "on_code": "kode", "on_coding": "koding",
    "references": "Litteratur", "pattern": "Mønster", "typicality": "Typisk", "coding": "Koding",
    "quote": "«{text}»", "hits_by_year": "Treff per år", "behind": "{title}: utdragene",
    "about_hits": "Treff av mønsteret i dokumentene fra hvert år, i alle bøyninger og sammensetninger.",
    "measure_codings": "Tallene er kodinger.", "measure_documents": "Tallene er dokumenter med minst én koding.",
    "measure_words": "Tallene er kodede ord; et ord telles én gang, hvor mange ganger det enn er kodet.",
    "measure_share": "Tallene er kodede ord i prosent av alle ord; et ord telles én gang.",
    "per_thousand": "Per 1000 ord i dokumentene.", "per_row": "I prosent av raden.",
    "per_column": "I prosent av alt i kolonnen som er kodet i samme dimensjon. En koding teller én gang i dimensjonen.",
    "figure": "Figur", "of_table": "Tallene i figuren",
    "figure_bars": "Kodinger per 1000 ord",
    "figure_intervals": "Forskjeller mellom gruppene", "axis_log": "log2 av forholdet, med 95 % KI. 0 er ingen forskjell, 1 er dobbelt så mye",
    "figure_network": "Koder som opptrer sammen", "figure_lines": "Kodinger per 1000 ord, etter år",
    "figure_hit_lines": "Treff per 1000 ord, etter år",
    "figure_dispersion": "Hvor kodene står i {document}", "axis_pages": "Side", "axis_words": "Prosent av teksten",
    "figure_network_note": "Strekens tykkelse: hvor mange steder begge kodene står. Sirkelens størrelse: hvor mange steder koden står.",
    "figure_heat_note": "Ramme: forventet av kodeboka.", "from": "Fra", "to": "Til", "places": "Steder", "low": "Nedre", "high": "Øvre",
    "only_most": "Figuren viser de {shown} kodene med flest kodinger av {total}.",
    "figures": "Figurer",
    "report_of": "Rapport: {title}",
    "nothing_fits": "Ingen utdrag passer. Nullstill noen av filtrene.", "show_more": "Vis flere", "in_document": "I dokumentet",
    "on_page": "Vis siden", "hide_page": "Skjul siden", "print_limit": "Bare de første {count} utdragene skrives ut.",
    "together": "sammen med {other}", "overlapping": "som overlapper {other}",
    "filters": "Filtre", "search": "Søk i utdrag og memoer", "all_codes": "Alle koder", "all_groups": "Alle grupper",
    "all_documents": "Alle dokumenter", "all_coders": "Alle kodere", "all_years": "Alle år", "reset": "Nullstill",
    "arrange": "Ordne etter", "read_documents": "Dokumentene med kodinger", "choose_document": "Velg dokument",
    "needs_script": "Utdragene og dokumentene vises av et skript i denne fila, og nettleseren kjører ikke skript. Rapporten finnes også som Word, Markdown og LaTeX.",
    "skip": "Til innholdet", "theme": "Farger", "about": "Om rapporten", "only_coded": "Bare avsnitt med kodinger",
    "coded_file": "kodet",
    "frequencies_documents": "Dokumenter per kode", "frequencies_words": "Kodede ord per kode", "frequencies_share": "Andel av teksten per kode, i prosent",
}  # fmt: skip

COUNTED = {
    "documents": ("{count} dokument", "{count} dokumenter"),
    "codings": ("{count} koding", "{count} kodinger"),
    "unread": (
        "{count} av {codings} er gjort av nøkkelord og ikke lest av noen (opphav: nøkkelord).",
        "{count} av {codings} er gjort av nøkkelord og ikke lest av noen (opphav: nøkkelord).",
    ),
    "adrift": (
        "{count} koding er ikke med: teksten den sto i, finnes ikke i dokumentet slik det er lest nå.",
        "{count} kodinger er ikke med: teksten de sto i, finnes ikke i dokumentet slik det er lest nå.",
    ),
    "near": (
        "{count} utdrag står i tekst som er endret siden det ble kodet.",
        "{count} utdrag står i tekst som er endret siden de ble kodet.",
    ),
    "about_typical": (
        "Inntil {count} utdrag per kode: det som bruker kodens nøkkelord mest typisk, målt med cosinus mellom utdragets "
        "nøkkelord og summen av alle kodens utdrag (1 er helt typisk). Utdrag uten noen av nøkkelordene velges aldri; {without}.",
        "Inntil {count} utdrag per kode: de som bruker kodens nøkkelord mest typisk, målt med cosinus mellom utdragets "
        "nøkkelord og summen av alle kodens utdrag (1 er helt typisk). Utdrag uten noen av nøkkelordene velges aldri; {without}.",
    ),
    "codes_without": ("{count} kode har bare slike", "{count} koder har bare slike"),
    "of_count": ("{count} av {total} utdrag", "{count} av {total} utdrag"),
}
"""What depends on a number: for one, and for any other number."""
