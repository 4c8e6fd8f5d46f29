// Package article finds the articles that answer a question, and words an answer
// from them: it quotes, and never invents. What is not covered well enough is
// refused, so that nobody is told something about something else.
//
//	articles ─ Index ─ Search ─→ hits: passage, score, what matched how
//	                     └ Relevant ─→ those that a question can be answered from
//	                                     └ Answerer ─→ an answer that quotes and lists articles
//
// An index is a persistent value. Articles stand on shelves: one for each
// knowledge base, language, and whether customers may read them, each with its
// own words and figures, so that what a customer is told depends on nothing a
// customer may not read.
package article

import "parley/engine/model"

// Ref names an article.
type Ref struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// RefOf names an article.
func RefOf(a *model.Article) Ref { return Ref{a.ID, Plain(a.Title)} }

// Range is a part of a text, in bytes.
type Range struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Passage is a piece of an article, the most that is quoted of it at once.
type Passage struct {
	Article    *model.Article
	Heading    string  // of the section it is in, the outermost heading first; "" for none
	Text       string  // without marks; items of lists on lines of their own
	Highlights []Range // of Text: the words that were asked for
	units      []unit
	at         passage
}

// Match is how one thing that was asked about was found.
type Match struct {
	Word   string  // as it was asked
	Found  string  // the word that articles use
	How    How     // Missing where it is neither in the passage nor anywhere else in the article
	Weight float64 // how much it tells, from 0 to 1
	Here   bool    // it is in the passage, its headings or the title
	stems  []string
	counts bool // it is here and is no mere bonus
	strong bool // it makes a question by itself
}

// Hit is an article that was found.
type Hit struct {
	Article *model.Article
	Passage Passage // that fits best
	Score   float64 // hits are ordered by it
	Covers  float64 // how much of what was asked the passage covers, from 0 to 1
	Matches []Match // what was asked, the most telling first
	tag     string  // the language it is in
}

func (h Hit) language() model.Language { return model.Language(h.tag) }
