"""The list of documents is complete: a new template that no paper covers fails here."""

import every_paper
import pack_samples as samples
import paper_samples


def test_every_template_is_among_the_papers_that_are_looked_at():
    """The proofs print at least one paper of each template that sets a page, and know its smallest type."""
    seen = {
        one.template
        for source in (samples.source(), paper_samples.urgent(), paper_samples.two_languages())
        for one in every_paper.printed(source)
    }
    assert seen == every_paper.templates()
    assert seen <= set(every_paper.LEAST_SIZE)
