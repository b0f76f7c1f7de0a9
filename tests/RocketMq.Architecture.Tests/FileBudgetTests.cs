using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RocketMq.Architecture.Tests.Kit;

namespace RocketMq.Architecture.Tests;

/// <summary>Small files named after their one type, in folders that can be taken in at a glance.</summary>
public sealed class FileBudgetTests
{
    private const int MaxLines = 300;
    private const int MaxMedianLines = 80;
    private const int MaxMethodLines = 60;
    private const int MaxFilesInFolder = 20;
    private const int MaxFolderDepth = 3;

    /// <summary>Files that may be longer, each with its reason. An entry that is not needed any more fails the test.</summary>
    private static readonly Dictionary<string, string> LongFiles = new(StringComparer.Ordinal)
    {
        ["src/RocketMq.Protocol/Commands/RequestCode.cs"] = "the protocol's table of codes: one documented line each, nothing to split",
    };

    [Fact]
    public void Files_stay_under_300_lines() =>
        Repository
            .ProductSources.Where(file => file.LineCount > MaxLines)
            .Select(file => file.Path)
            .ShouldBe(LongFiles.Keys, ignoreOrder: true, "split by concept, or record the exception with its reason");

    [Fact]
    public void The_median_file_has_at_most_80_lines()
    {
        int[] lengths = [.. Repository.ProductSources.Select(file => file.LineCount).Order()];
        lengths[lengths.Length / 2].ShouldBeLessThanOrEqualTo(MaxMedianLines);
    }

    [Fact]
    public void Methods_stay_under_60_lines() =>
        Repository
            .ProductSources.SelectMany(file =>
                file.Nodes<BaseMethodDeclarationSyntax>()
                    .Where(method => LinesOf(method) > MaxMethodLines)
                    .Select(method => $"{file.At(method)}: {LinesOf(method)} lines")
            )
            .ShouldBeEmpty("split by step");

    [Fact]
    public void A_file_holds_one_type_and_is_named_after_it() =>
        Repository
            .ProductSources.Select(file => (file.Path, Types: file.TopLevelTypes.Select(NameOf).Distinct(StringComparer.Ordinal).ToArray()))
            .Where(file => file.Types is not [] && !(file.Types is [var name] && name == FirstPartOf(file.Path)))
            .Select(file => $"{file.Path} declares {string.Join(", ", file.Types)}")
            .ShouldBeEmpty();

    [Fact]
    public void Folders_hold_at_most_20_files() =>
        Repository
            .ProductSources.GroupBy(file => FolderOf(file.Path), StringComparer.Ordinal)
            .Where(folder => folder.Count() > MaxFilesInFolder)
            .Select(folder => $"{folder.Key}: {folder.Count()} files")
            .ShouldBeEmpty();

    [Fact]
    public void Folders_are_at_most_3_deep_inside_a_project() =>
        Repository
            .ProductSources.Select(file => FolderOf(file.Path))
            .Distinct(StringComparer.Ordinal)
            .Where(folder => folder.Count(character => character == '/') - 1 > MaxFolderDepth)
            .ShouldBeEmpty();

    private static int LinesOf(SyntaxNode node)
    {
        FileLinePositionSpan span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    private static string NameOf(MemberDeclarationSyntax type) =>
        type is DelegateDeclarationSyntax @delegate ? @delegate.Identifier.Text : ((BaseTypeDeclarationSyntax)type).Identifier.Text;

    /// <summary>Partial types may be split by aspect: <c>PushConsumer.Log.cs</c> belongs to <c>PushConsumer</c>.</summary>
    private static string FirstPartOf(string path) => Path.GetFileName(path).Split('.')[0];

    private static string FolderOf(string path) => path[..path.LastIndexOf('/')];
}
