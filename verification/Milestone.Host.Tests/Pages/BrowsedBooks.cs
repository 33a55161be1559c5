using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Milestone.Host.Tests.Running;
using Milestone.Testing.Books;
using Milestone.Testing.Postgres;
using Xunit;

namespace Milestone.Host.Tests.Pages;

/// <summary>A host over tiny books, read as a browser without scripts would. One for all tests of pages: they only read.</summary>
public sealed class BrowsedBooks : IAsyncLifetime
{
    /// <summary>Where the host lives behind its proxy.</summary>
    public const string Base = "/milestone-app/";

    /// <summary>A name that would be markup if anything forgot to encode it.</summary>
    public const string HostileName = "<script>alert(1)";

    // April: income 1,000.00, materials 300.00 + 45.67, so gross and net profit 654.33. May: income 2,000.00, materials -400.00 (a credit),
    // rent received 80.00, insurance 150.00, so gross profit 2,400.00 and net profit 2,330.00. June: nothing. July: 0.01 of materials.
    private const string Books = """
        organisation GBP, year ends 31 March
        account 200 Sales REVENUE
        account 260 Rent received OTHERINCOME
        account 310 Materials DIRECTCOSTS
        account 400 Insurance OVERHEADS
        project Mill Lane
        project <script>alert(1)
        phase Roofing

        2026-04-10 invoice INV-1
          200  1,000.00  tax 200.00  Mill Lane / Roofing
          paid 2026-04-20  600.00
        2026-04-12 bill B-1
          310  300.00  tax 60.00  Mill Lane / Roofing  "Slates"
          310  45.67  <script>alert(1)  "<img src=x onerror=alert(1)>"
        2026-05-03 supplier credit SC-1
          310  400.00  Mill Lane / Roofing
        2026-05-05 invoice INV-2
          200  2,000.00  <script>alert(1) / Roofing
          260  80.00
        2026-05-20 bill B-2
          400  150.00
        2026-07-01 bill B-3
          310  0.01
        """;

    private ServingHost? host;
    private ImportedBooks? imported;

    /// <summary>The database, for tests that read it by its other doors.</summary>
    public TemporaryDatabase Database { get; } = new();

    /// <summary>The books by the product's own reader.</summary>
    public ImportedBooks Imported
    {
        get
        {
            TemporaryPostgres.Require();
            return imported!;
        }
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        if (TemporaryPostgres.Missing is not null)
            return;
        imported = await ImportedBooks.NewAsync(Database);
        await imported.ImportAsync(XeroPayloads.Of(LedgerText.Read(Books)[^1].Book));
        host = await ServingHost.StartAsync(Database.ConnectionString);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (host is not null)
            await host.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>Opens a page by its address below the base.</summary>
    public async Task<IHtmlDocument> OpenAsync(string address, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await GetAsync(address);
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == status, $"{address} answered {(int)answer.StatusCode}: {html}");
        return Parse(html);
    }

    /// <summary>What a browser makes of a page's text.</summary>
    internal static IHtmlDocument Parse(string html) => new HtmlParser(new HtmlParserOptions { IsScripting = false }).ParseDocument(html);

    /// <summary>Asks for an address below the base.</summary>
    internal Task<HttpResponseMessage> GetAsync(string address)
    {
        TemporaryPostgres.Require();
        return host!.Client.GetAsync(new Uri(Base + address, UriKind.Relative), TestContext.Current.CancellationToken);
    }

    /// <summary>What a reader sees of an element: without the words that are for the ear only and the marks that are for the eye only.</summary>
    internal static string Seen(IElement element)
    {
        var copy = (IElement)element.Clone();
        foreach (var unseen in copy.QuerySelectorAll(".sr, [aria-hidden=true]"))
            unseen.Remove();
        return copy.TextContent.Trim();
    }
}
