using Spectre.Console;

namespace Milestone.Build.Engine;

/// <summary>The one way to the terminal: secrets masked, colour only where a person looks.</summary>
public sealed class Output
{
    readonly Lock gate = new();
    readonly TextWriter writer;

    public Output(TextWriter writer, Secrets secrets, bool colour)
    {
        this.writer = writer;
        Secrets = secrets;
        Colour = colour;
    }

    public Secrets Secrets { get; }

    bool Colour { get; }

    /// <summary>Standard output; no escape sequence goes into a file, a pipe or a terminal that says NO_COLOR.</summary>
    public static Output ToTerminal() => new(
        Console.Out,
        new Secrets(),
        colour: !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));

    public void Line(string text = "")
    {
        lock (gate) writer.WriteLine(Secrets.Mask(text));
    }

    public void Heading(string text) => Markup($"[bold blue]== {Spectre.Console.Markup.Escape(Secrets.Mask(text))}[/]");

    public void Good(string text) => Markup($"[green]{Spectre.Console.Markup.Escape(Secrets.Mask(text))}[/]");

    public void Bad(string text) => Markup($"[red]{Spectre.Console.Markup.Escape(Secrets.Mask(text))}[/]");

    public void Table(Table table)
    {
        lock (gate)
        {
            // Drawn apart first, so that a secret in a cell is masked like any other text.
            using var drawn = new StringWriter();
            NewConsole(drawn).Write(table);
            foreach (var line in drawn.ToString().TrimEnd().Split('\n')) writer.WriteLine(Secrets.Mask(line.TrimEnd()));
        }
    }

    void Markup(string markup)
    {
        lock (gate) NewConsole(writer).MarkupLine(markup);
    }

    IAnsiConsole NewConsole(TextWriter target)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = Colour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = Colour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(target),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        // A file has no width: a long line there is cut by nobody.
        console.Profile.Width = Colour ? Math.Max(Console.WindowWidth, 60) : 200;
        return console;
    }
}
