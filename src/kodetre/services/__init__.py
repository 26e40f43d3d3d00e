"""One function per thing a person can ask for: a frozen request in, a frozen result out."""
