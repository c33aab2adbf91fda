"""
Whether a commit, or a file, discloses what it shows of AI in the way that the charter asks for.

Nobody is accused: what shows no AI has nothing to disclose, and a trailer that
names neither a known tool nor an agent with its model credits a person.
"""
