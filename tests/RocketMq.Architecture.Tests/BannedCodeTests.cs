using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RocketMq.Architecture.Tests.Kit;

namespace RocketMq.Architecture.Tests;

/// <summary>What this code base does not do. Names are compared in syntax, so comments and texts may speak of them.</summary>
public sealed partial class BannedCodeTests
{
    private static readonly HashSet<string> Members = new(StringComparer.Ordinal)
    {
        "DateTime.Now",
        "DateTime.UtcNow",
        "DateTime.Today",
        "DateTimeOffset.Now",
        "DateTimeOffset.UtcNow",
        "Environment.TickCount",
        "Environment.TickCount64",
        "Stopwatch.StartNew",
        "Stopwatch.GetTimestamp",
        "Thread.Sleep",
        "Task.WaitAll",
        "Task.WaitAny",
    };

    /// <summary>Where work leaves its caller, each with its reason.</summary>
    private static readonly Dictionary<string, string> TaskRunFiles = new(StringComparer.Ordinal)
    {
        ["src/RocketMq.Cli/Benching/SendLoop.cs"] = "senders of a load test run beside each other, not on the measuring thread",
    };

    /// <summary>Files whose <c>Result</c> is not a task's, each with what it is.</summary>
    private static readonly Dictionary<string, string> OtherResults = new(StringComparer.Ordinal);

    [Fact]
    public void Time_comes_from_TimeProvider_and_threads_never_sleep() =>
        Find<MemberAccessExpressionSyntax>(access => Members.Contains(Names(access))).ShouldBeEmpty();

    [Fact]
    public void Delays_and_timeouts_name_their_TimeProvider()
    {
        Find<InvocationExpressionSyntax>(call =>
                call.Expression is MemberAccessExpressionSyntax access
                && Names(access) == "Task.Delay"
                && !call.ArgumentList.Arguments.Skip(1).Any(NamesTime)
            )
            .ShouldBeEmpty();
        Find<ObjectCreationExpressionSyntax>(creation =>
                creation.Type.ToString() == "CancellationTokenSource"
                && creation.ArgumentList is { Arguments: [_, ..] arguments }
                && !arguments.Skip(1).Any(NamesTime)
            )
            .ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_blocks_on_a_task()
    {
        Find<InvocationExpressionSyntax>(call => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "Wait" })
            .ShouldBeEmpty();
        Find<MemberAccessExpressionSyntax>(access =>
                access.Name.Identifier.Text == "Result" && !StandsInOtherResults(access) && !ChecksCompletion(access)
            )
            .ShouldBeEmpty();
    }

    [Fact]
    public void Tasks_are_started_only_where_the_list_says_why() =>
        Repository
            .ProductSources.Where(file => file.Nodes<MemberAccessExpressionSyntax>().Any(access => Names(access) == "Task.Run"))
            .Select(file => file.Path)
            .ShouldBe(TaskRunFiles.Keys, ignoreOrder: true);

    [Fact]
    public void Nothing_is_async_void()
    {
        Find<MethodDeclarationSyntax>(method => IsAsyncVoid(method.Modifiers, method.ReturnType)).ShouldBeEmpty();
        Find<LocalFunctionStatementSyntax>(function => IsAsyncVoid(function.Modifiers, function.ReturnType)).ShouldBeEmpty();
    }

    [Fact]
    public void No_region_hides_code() => Find<RegionDirectiveTriviaSyntax>(_ => true).ShouldBeEmpty();

    [Fact]
    public void Nothing_is_left_unfinished()
    {
        Find<IdentifierNameSyntax>(name => name.Identifier.Text == "NotImplemented" + "Exception").ShouldBeEmpty();
        Repository.ProductSources.Where(file => Debt().IsMatch(file.Text)).Select(file => file.Path).ShouldBeEmpty();
    }

    [Fact]
    public void No_exception_is_swallowed_without_a_reason() =>
        Find<CatchClauseSyntax>(clause => clause.Block.Statements.Count == 0 && (IsBroad(clause) || !HasComment(clause.Block)))
            .ShouldBeEmpty();

    private static IEnumerable<string> Find<TNode>(Func<TNode, bool> isBanned)
        where TNode : SyntaxNode =>
        Repository.ProductSources.SelectMany(file =>
            file.Nodes<TNode>().Where(isBanned).Select(node => $"{file.At(node)}: {FirstLine(node)}")
        );

    /// <summary>The last two names: <c>System.DateTime.UtcNow</c> and <c>DateTime.UtcNow</c> are one.</summary>
    private static string Names(MemberAccessExpressionSyntax access)
    {
        string owner = access.Expression is MemberAccessExpressionSyntax inner ? inner.Name.Identifier.Text : access.Expression.ToString();
        return owner + "." + access.Name.Identifier.Text;
    }

    private static bool NamesTime(ArgumentSyntax argument) => argument.ToString().Contains("time", StringComparison.OrdinalIgnoreCase);

    private static bool StandsInOtherResults(SyntaxNode node) =>
        Repository.ProductSources.Any(file => file.Syntax.SyntaxTree == node.SyntaxTree && OtherResults.ContainsKey(file.Path));

    /// <summary>Reading the result of a finished task is the synchronous fast path.</summary>
    private static bool ChecksCompletion(SyntaxNode access) =>
        access
            .FirstAncestorOrSelf<MemberDeclarationSyntax>()
            ?.DescendantNodes()
            .OfType<IdentifierNameSyntax>()
            .Any(name => name.Identifier.Text is "IsCompletedSuccessfully" or "IsCompleted")
        ?? false;

    private static bool IsAsyncVoid(SyntaxTokenList modifiers, TypeSyntax returns) =>
        modifiers.Any(SyntaxKind.AsyncKeyword) && returns is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };

    private static bool IsBroad(CatchClauseSyntax clause) =>
        clause.Filter is null && clause.Declaration?.Type.ToString() is null or "Exception" or "System.Exception";

    private static bool HasComment(BlockSyntax block) =>
        block
            .DescendantTrivia()
            .Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia));

    private static string FirstLine(SyntaxNode node) => node.ToString().Split('\n')[0].Trim();

    [GeneratedRegex(@"\b(TO[D]O|HA[C]K|FIX[M]E|XX[X])\b")]
    private static partial Regex Debt();
}
