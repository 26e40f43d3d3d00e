"""Words, and how words begin and end, that only one of bokmål and nynorsk has: what tells the two apart in a short text.

Everyday words of grammar and of public prose that are spelt otherwise in the other standard; and
endings and beginnings that the word lists give to one standard some ten times as often as to the other.
"""

WORDS = {
    "nb": "dersom bli "
    "ikke jeg fra hva hvor hvem hvordan hvorfor hvilken hvilke hvilket hver hvert hverandre kun uten gjøres flere "
    "fler deres dere hvis sier selv mer siden vært fremdeles fortsatt annet gis fikk tas eneste samme sammenom "
    "uke ukene hjem hjemme fremover mulighet navn tidlig trengs særlig allerede høyt høyere lavt se sees finnes "
    "mener mente brukes følger blandt øker øke skolene veien veier tjeneste tjenester tjenesten tilbud tilbudet "
    "kommunene virksomhet noensinne allikevel dessuten hverken hverdag holder holdt holde faller videre setter "
    "satte åpen åpne åpent syk ledere løsning løsninger eier ansatte bolig boliger kirke kirken mennesker en nå "
    "noen noe bare mye ble være gjøre",
    "nn": "etter også blir blitt bli hos kommunen kommer "
    "ikkje eg ein eit dei kva korleis kvarandre noko nokon nokre nokor berre utan gjere gjer gjerast vere ver "
    "verte mykje fleire desse deira dykkar seie kome komen sjølv meir sidan vore enno hennar me annan gje teke "
    "lagar spurde einaste samanom mogleg moglegheit namn tidleg trengst medan særleg allereie difor høgare sjåast "
    "finst kjend nyttar aukar skulen skulane vegar teneste tenester tenesta tilbod tilbodet kommunane verksemd "
    "byrja byrjar byrje dessutan korkje kvardag haldt halde heldt vidare set opne ope leiar leiarar løysingar eig "
    "kyrkje kyrkja ønskjer ønskje ovanfor ovanfrå innan utanfor nedanfor såg dagane lærarar tenkje tenkjer "
    "snakkar arbeidar krevje hugsar håpar ynskjer ynskje ventar synest ho koma veke heile høg sjå auke då fyrst "
    "gonger gong",
}
"""The words, with those that both standards have and that tell nothing. None of the others stands in the list of the
other standard but some little ones that are rare there."""

ENDINGS = {
    "nb": "ighet igheten igheter somhet het heten heter lige lig ligere elig elsen elser elsene ende inger ingene eres "
    "ede",
    "nn": "leg lege legare legast heit heita heiter heitene semd semda ande ar ane ast era ingar ingane onar onane "
    "naden skapar isera løyse",
}
"""How words of five letters and more end."""

BEGINNINGS = {
    "nb": "hv hjem selv vann kirk skol uten syke bolig valg sammen melk øye hån tjen",
    "nn": "heim sjølv vass kyrk utan sjuk bustad eig samanh mjølk haust lj tenest hovud",
}
"""How words of five letters and more begin."""
