using Microsoft.AspNetCore.Http;
using Milestone.Host.Shell;
using Milestone.Host.Statements.Parts;
using Xunit;

namespace Milestone.Host.Tests.Pages;

public sealed class AddressTests
{
    private static Address Of(string query)
    {
        var context = new DefaultHttpContext();
        context.Request.Path = "/statement";
        context.Request.QueryString = new QueryString(query);
        return Address.Of(context.Request);
    }

    [Fact]
    public void A_changed_parameter_keeps_its_place_and_the_others() =>
        Assert.Equal("statement?period=last-year&basis=cash&columns=month", Of("?period=last-year&basis=accrual&columns=month").With("basis", "cash").ToString());

    [Fact]
    public void Empty_parameters_are_dropped() => Assert.Equal("statement?columns=month", Of("?project=&columns=month&phase=").ToString());

    [Fact]
    public void Names_are_compared_as_the_api_compares_them() => Assert.Equal("statement?basis=cash", Of("?BASIS=accrual").With("basis", "cash").ToString());

    [Fact]
    public void Values_are_encoded() => Assert.Equal("statement?project=a%26b%3D%22c%22", Of("").With("project", "a&b=\"c\"").ToString());

    [Fact]
    public void The_way_back_from_lines_is_the_statement_as_it_was_left()
    {
        var lines = Of("?organisation=11111111-1111-1111-1111-111111111111&from=2026-04-01&to=2026-04-30&back=columns%3Dmonth%26compare%3D2");

        Assert.Equal("statement?organisation=11111111-1111-1111-1111-111111111111&columns=month&compare=2", StatementView.Back(lines));
    }

    [Theory]
    [InlineData("?back=https%3A%2F%2Fevil.example")]
    [InlineData("?back=%2F%2Fevil.example")]
    [InlineData("?back=javascript%3Aalert(1)")]
    public void The_way_back_never_leaves_the_statement(string query) => Assert.StartsWith("statement?", StatementView.Back(Of(query)), StringComparison.Ordinal);
}
