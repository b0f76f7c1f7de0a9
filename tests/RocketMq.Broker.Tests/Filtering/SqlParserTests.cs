using System.Text;
using FsCheck;
using FsCheck.Fluent;
using RocketMq.Broker.Filtering;
using RocketMq.Broker.Filtering.Sql;

namespace RocketMq.Broker.Tests.Filtering;

public sealed class SqlParserTests
{
    private static readonly string[] Pieces =
    [
        .. "a b $x _y TAGS 5 0 05 5L 9.5 .5 5e3 1e999 99999999999999999999 'x' '' 'it''s' ' TRUE false NULL".Split(' '),
        .. "AND or NOT IS IN BETWEEN CONTAINS StartsWith endswith = <> < <= > >= ( ) , + - -- /* */ ! ; . \" é 西".Split(' '),
        "\n",
    ];

    [Theory]
    [InlineData("a = = 5", 4, "line 1, column 5: found '=' where a property")]
    [InlineData("region in ()", 11, "line 1, column 12: found ')' where a text in single quotes is expected")]
    [InlineData("a = 5 and", 9, "found the end of the expression where a property")]
    [InlineData("a != 5", 2, "'!' is no sign of the language; write '<>' for unequal")]
    [InlineData("a = \"x\"", 4, "texts stand in single quotes")]
    [InlineData("a = 5\nand b > 'x'", 14, "line 2, column 9: only numbers and properties can be compared by order")]
    [InlineData("a = NULL", 4, "write IS NULL or IS NOT NULL")]
    [InlineData("a between 5 and 1", 10, "the lower bound of BETWEEN is above the upper one")]
    [InlineData("a = 'x", 4, "no closing quote")]
    [InlineData("a not 5", 6, "found '5' where BETWEEN, IN, CONTAINS, STARTSWITH or ENDSWITH is expected")]
    [InlineData("a is 5", 5, "found '5' where NULL or NOT NULL is expected")]
    [InlineData("(a = 5", 6, "found the end of the expression where ')' or an operator is expected")]
    [InlineData("a = 99999999999999999999", 4, "is above 9223372036854775807")]
    [InlineData("a > 0.0", 4, "0.0 is zero or outside the range of floating numbers")]
    [InlineData("5 in ('5')", 0, "only a property can stand before IN")]
    [InlineData("a = 5 and 'x'", 10, "a value where a condition is expected")]
    [InlineData("", 0, "found the end of the expression")]
    public void A_mistake_is_named_with_its_place_and_what_was_expected(string text, int position, string message)
    {
        var error = Should.Throw<SqlSyntaxException>(() => SqlParser.Parse(text));

        error.Position.ShouldBe(position);
        error.Message.ShouldContain(message);
    }

    [Fact]
    public void Long_chains_are_fine_and_deep_nesting_is_refused()
    {
        var chain = string.Join(" OR ", Enumerable.Range(0, 5000).Select(number => $"id = '{number}'"));
        SqlFilter.Compile(chain).Matches("id\u00014999\u0002"u8).ShouldBeTrue();

        foreach (var opening in new[] { "(", "NOT ", "- ", "+ ", "a = (" })
            Should.Throw<SqlSyntaxException>(() => SqlParser.Parse(string.Concat(Enumerable.Repeat(opening, 100_000)) + "a"));
        Should.Throw<SqlSyntaxException>(() => SqlParser.Parse("a" + string.Concat(Enumerable.Repeat(" IS NULL", 100_000))));
        Should.Throw<SqlSyntaxException>(() => SqlParser.Parse("a" + string.Concat(Enumerable.Repeat(" CONTAINS 'x'", 100_000))));
    }

    [Fact]
    public void Random_expressions_compile_or_are_refused_with_a_place_inside_of_them()
    {
        var expressions = Gen.Elements(Pieces).ArrayOf().Select(pieces => string.Join(' ', pieces));
        var properties = "a\u00015\u0002b\u0001x\u0002TAGS\u0001TagA\u0002"u8.ToArray();
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(20_000).WithQuietOnSuccess(true),
            Prop.ForAll(expressions.ToArbitrary(), text => Judge(text, properties))
        );
    }

    [Fact]
    public void Random_characters_compile_or_are_refused()
    {
        var properties = Encoding.UTF8.GetBytes("a\u00015\u0002");
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(5_000).WithQuietOnSuccess(true),
            Prop.ForAll<string>(text => Judge(text ?? "", properties))
        );
    }

    private static void Judge(string text, byte[] properties)
    {
        try
        {
            SqlFilter.Compile(text).Matches(properties);
        }
        catch (SqlSyntaxException error)
        {
            error.Position.ShouldBeInRange(0, text.Length);
        }
    }
}
