using System.Text.Json;
using Milestone.Core.Reporting;
using Xunit;

namespace Milestone.Core.Tests.Reporting.Json;

public class JsonReportTests
{
    [Fact]
    public async Task Cells_carry_their_kind_and_their_exact_value()
    {
        using var json = JsonDocument.Parse(await Written.As(ReportFormat.Json, SampleTables.Quarter(moneyDecimals: 0)));
        var rows = json.RootElement.GetProperty("rows");
        Assert.Equal("""{"kind":"money","value":-400.25}""", rows[4].GetProperty("cells")[5].GetRawText());
        Assert.Equal("""{"kind":"money","value":50.00}""", rows[4].GetProperty("cells")[3].GetRawText());
        Assert.Equal("""{"kind":"percent","value":0.59975}""", rows[8].GetProperty("cells")[1].GetRawText());
        Assert.Equal("""{"kind":"absent","value":"n/a"}""", rows[8].GetProperty("cells")[3].GetRawText());
        Assert.Equal(JsonValueKind.Null, rows[0].GetProperty("cells")[1].ValueKind);
        Assert.Equal("subtotal", rows[2].GetProperty("kind").GetString());
        Assert.Equal("income", rows[2].GetProperty("id").GetString());
        Assert.Equal(1, rows[1].GetProperty("level").GetInt32());
    }

    [Fact]
    public async Task Provenance_columns_and_checks_travel_along()
    {
        using var json = JsonDocument.Parse(await Written.As(ReportFormat.Json, SampleTables.Quarter()));
        var provenance = json.RootElement.GetProperty("provenance");
        Assert.Equal("Acme & Sons Builders Ltd", provenance.GetProperty("organisation").GetString());
        Assert.Equal("2026-11-23T09:15:00+00:00", provenance.GetProperty("drawnAt").GetString());
        Assert.Equal(42, provenance.GetProperty("batch").GetInt64());
        var total = json.RootElement.GetProperty("columns")[4];
        Assert.Equal("""{"id":"total","label":"Total","kind":"money","isTotal":true}""", total.GetRawText());
        var check = json.RootElement.GetProperty("checks")[1];
        Assert.Equal("10.00", check.GetProperty("difference").GetRawText());
        Assert.False(check.GetProperty("agrees").GetBoolean());
    }
}
