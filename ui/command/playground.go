package command

import (
	"errors"
	"os"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/muesli/termenv"

	"parley/engine/model"
	"parley/themes"
	"parley/ui"
	"parley/ui/desk"
	"parley/ui/kit/styles"
)

// playground opens the screens.
func (e *env) playground() error {
	in, ok := e.in.(*os.File)
	if !ok || !e.screen {
		return errors.New("the playground needs a terminal: run parley in one, or use the commands (parley --help)")
	}
	var program *tea.Program
	d, err := desk.Open(desk.Options{File: e.db, Sample: e.sample, Fill: desk.WithSamples, Failed: func(err error) {
		if program != nil {
			program.Send(ui.SaveFailed{Err: err})
		}
	}})
	if err != nil {
		return err
	}
	m := ui.New(d, look())
	m.Show(model.AssistantID(e.sample))
	stop, listenErr := d.Listen()
	defer stop()
	model := ui.New(d, look())
	if listenErr != nil {
		model.Tell(listenErr.Error())
	}
	program = tea.NewProgram(m, tea.WithInput(in), tea.WithAltScreen(), tea.WithMouseCellMotion(), tea.WithFPS(120))
	_, err = program.Run()
	if closeErr := d.Close(); err == nil {
		err = closeErr
	}
	return err
}

// look tells from the environment how the terminal can be drawn on.
func look() ui.Look {
	profile := termenv.EnvColorProfile()
	noColor := termenv.EnvNoColor() || profile == termenv.Ascii
	if noColor {
		profile = termenv.ANSI
	}
	dark := darkBackground(os.Getenv("COLORFGBG"))
	return ui.Look{Dark: dark, NoColor: noColor, Glyphs: styles.GlyphsFor(os.Getenv),
		Make: func(t themes.Theme, o styles.Options) *styles.Styles {
			return styles.New(t, styles.NewRenderer(profile, t.Dark), o)
		}}
}

// darkBackground reads COLORFGBG ("15;0"): the last number is the background.
// Without it a terminal is taken to be dark, as most are.
func darkBackground(colours string) bool {
	for i := len(colours) - 1; i >= 0; i-- {
		if colours[i] == ';' {
			bg := colours[i+1:]
			return bg != "7" && bg != "15"
		}
	}
	return true
}
