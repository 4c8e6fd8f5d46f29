package command

import (
	"errors"
	"fmt"
	"os"

	"github.com/muesli/termenv"

	"parley/engine/model"
	"parley/themes"
	"parley/ui"
	"parley/ui/desk"
	"parley/ui/kit/styles"
	"parley/ui/terminal"
)

// playground opens the screens. The workspace is saved and closed in every way
// of leaving.
func (e *env) playground() error {
	in, _ := e.in.(*os.File)
	if in == nil || !e.screen {
		return errors.New("the playground needs a terminal: run parley in one, or use the commands (parley --help)")
	}
	var d *desk.Desk
	var stop func()
	var closeErr error
	term := terminal.New(terminal.Options{In: in, Title: "parley", Leaving: func() {
		stop()
		closeErr = d.Close()
	}})
	d, err := desk.Open(desk.Options{File: e.db, Sample: e.sample, Fill: desk.WithSamples,
		Failed: func(err error) { term.Send(ui.SaveFailed{Err: err}) }})
	if err != nil {
		return err
	}
	stop, listenErr := d.Listen()
	screen := ui.New(d, look())
	screen.SetClipboard(term.Copy)
	screen.Show(model.AssistantID(e.sample))
	if listenErr != nil {
		screen.Tell(listenErr.Error())
	}
	_, err = term.Run(screen)
	switch {
	case err == nil:
		return closeErr
	case closeErr != nil: // what was not saved is told whatever the end
		return fmt.Errorf("%w; %w", err, closeErr)
	}
	return err
}

// look tells from the environment how the terminal can be drawn on.
func look() ui.Look {
	world := terminal.Environment(os.Getenv)
	profile := world.Profile
	noColor := profile == termenv.Ascii
	if noColor {
		profile = termenv.ANSI
	}
	return ui.Look{Dark: world.Dark || !world.Known, NoColor: noColor, Glyphs: styles.GlyphsFor(os.Getenv),
		Make: func(t themes.Theme, o styles.Options) *styles.Styles {
			return styles.New(t, styles.NewRenderer(profile, t.Dark), o)
		}}
}
