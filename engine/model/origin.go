package model

// Origin is what an assistant brought with it from another system: its ids there,
// and everything of it that this model has no place for, so that it can go back
// the way it came. Nothing here changes how the assistant talks.
type Origin struct {
	InternalID string `json:"internalId,omitempty" label:"Internal id" help:"its id in the instance it came from"`
	PublicID   string `json:"publicId,omitempty" label:"Public id" help:"its public id in the instance it came from"`
	Kept       []Kept `json:"kept,omitempty" label:"Kept" help:"what was not understood, as it was"`
}

// Kept is one part of an imported assistant that was not understood.
type Kept struct {
	At    string `json:"at,omitempty" label:"At" help:"the place it stood in, below the assistant"`
	Key   string `json:"key,omitempty" label:"Key" help:"its key there; none for an element of a list"`
	After string `json:"after,omitempty" label:"After" help:"of a list: the id or index of what stood before it"`
	JSON  string `json:"json,omitempty" label:"JSON" help:"the part itself"`
}
