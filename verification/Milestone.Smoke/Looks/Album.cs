using System.Globalization;
using System.Net;
using System.Text;
using Milestone.Smoke.Running;

namespace Milestone.Smoke.Looks;

/// <summary>The pictures of a run, and a page to leaf through them: artifacts/screenshots/index.html.</summary>
public sealed class Album : IDisposable
{
    private readonly string folder = Artifacts.Folder("screenshots");

    /// <summary>Begins with an empty folder, so that no picture of a page that is gone stays.</summary>
    public Album()
    {
        foreach (var picture in Directory.EnumerateFiles(folder, "*.png"))
            File.Delete(picture);
    }

    /// <summary>Where a picture goes.</summary>
    public string PathOf(string name) => Path.Combine(folder, name);

    /// <summary>Writes the page to leaf through.</summary>
    public void Dispose()
    {
        var pictures = Directory.EnumerateFiles(folder, "*.png").Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        if (pictures.Count == 0)
            return;
        var page = new StringBuilder("""
            <!DOCTYPE html>
            <html lang="en-GB"><meta charset="utf-8"><title>Every page</title>
            <style>
              body { font: 15px system-ui; margin: 1rem; background: #e9eceb; }
              nav { position: sticky; top: 0; padding: 0.5rem 0; background: inherit; }
              section { display: flex; gap: 1rem; align-items: flex-start; overflow-x: auto; padding-bottom: 1rem; }
              img { max-height: 80vh; border: 1px solid #999; background: #fff; }
              body.light [data-theme=dark], body.dark [data-theme=light] { display: none; }
            </style>
            <nav><button onclick="document.body.className=''">Both themes</button> <button onclick="document.body.className='light'">Light</button> <button onclick="document.body.className='dark'">Dark</button></nav>

            """);
        foreach (var view in pictures.GroupBy(picture => picture![..picture!.LastIndexOf('-', picture.LastIndexOf('-') - 1)]))
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"<h2>{WebUtility.HtmlEncode(view.Key)}</h2><section>");
            foreach (var picture in view)
                page.AppendLine(CultureInfo.InvariantCulture, $"<a href=\"{picture}\" data-theme=\"{(picture!.EndsWith("-dark.png", StringComparison.Ordinal) ? "dark" : "light")}\"><img loading=\"lazy\" src=\"{picture}\" alt=\"{picture}\"></a>");
            page.AppendLine("</section>");
        }

        File.WriteAllText(PathOf("index.html"), page.ToString());
    }
}
