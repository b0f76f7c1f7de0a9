using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Editing;

namespace RocketMq.Typed.CodeFixes;

/// <summary>A node of some document of a solution and what replaces it. Edits of one document may nest.</summary>
internal sealed class SyntaxEdit(SyntaxNode node, Func<SyntaxNode, SyntaxGenerator, SyntaxNode> replace)
{
    private readonly Func<SyntaxNode, SyntaxGenerator, SyntaxNode> _replace = replace;

    public SyntaxNode Node { get; } = node;

    public static async Task<Solution> ApplyAsync(Solution solution, IEnumerable<SyntaxEdit> edits, CancellationToken cancellationToken)
    {
        var editor = new SolutionEditor(solution);
        foreach (SyntaxEdit edit in edits)
        {
            DocumentId document = solution.GetDocumentId(edit.Node.SyntaxTree)!;
            DocumentEditor inDocument = await editor.GetDocumentEditorAsync(document, cancellationToken).ConfigureAwait(false);
            inDocument.ReplaceNode(edit.Node, edit._replace);
        }

        return editor.GetChangedSolution();
    }
}
