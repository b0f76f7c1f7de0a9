using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using RocketMq.Typed.Analyzers;

namespace RocketMq.Typed.CodeFixes.Ordering;

/// <summary>A contract of the solution that says no kind other than the default, so that it can become an ordered one.</summary>
internal sealed class UnorderedContract
{
    private static readonly string[] KeySuffixes = ["Id", "Key", "No"];

    private readonly TypedSymbols _symbols;
    private readonly INamedTypeSymbol _type;
    private readonly AttributeSyntax _attribute;

    private UnorderedContract(TypedSymbols symbols, INamedTypeSymbol type, AttributeSyntax attribute)
    {
        _symbols = symbols;
        _type = type;
        _attribute = attribute;
    }

    public string Name => _type.Name;

    /// <summary>Null for a contract whose source is elsewhere, or whose kind excludes an order.</summary>
    public static async Task<UnorderedContract?> FindAsync(Solution solution, ITypeSymbol? handled, CancellationToken cancellationToken)
    {
        ISymbol? source = await SymbolFinder.FindSourceDefinitionAsync(handled, solution, cancellationToken).ConfigureAwait(false);
        if (source is not INamedTypeSymbol type || solution.GetProject(type.ContainingAssembly, cancellationToken) is not { } project)
            return null;
        Compilation? compilation = await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false);
        if (compilation is null || TypedSymbols.Find(compilation) is not { } symbols)
            return null;
        return symbols.FindContract(type) is { ApplicationSyntaxReference: { } syntax } contract && symbols.IsNormal(contract)
            ? new UnorderedContract(symbols, type, (AttributeSyntax)await syntax.GetSyntaxAsync(cancellationToken).ConfigureAwait(false))
            : null;
    }

    /// <summary>
    /// Members that can be the order key, those that are index keys already first; only the member that is marked, if one is.
    /// </summary>
    public IReadOnlyList<ISymbol> FindKeys()
    {
        ISymbol[] members = [.. _type.GetMembers().Where(member => DeclarationOf(member) is not null)];
        ISymbol[] marked = [.. members.Where(_symbols.IsOrderKey)];
        return marked.Length > 0 ? marked : [.. members.Where(IsKeyLike).OrderBy(member => _symbols.IsMessageKey(member) ? 0 : 1)];
    }

    public IEnumerable<SyntaxEdit> MakeFifo(ISymbol key)
    {
        yield return new SyntaxEdit(
            _attribute,
            (attribute, generator) =>
                FifoSyntax.WithFifoKind((AttributeSyntax)attribute, FifoSyntax.Reference(generator, _symbols.MessageKind))
        );
        if (!_symbols.IsOrderKey(key))
            yield return new SyntaxEdit(
                DeclarationOf(key)!,
                (member, generator) => FifoSyntax.WithAttribute(member, FifoSyntax.Reference(generator, _symbols.OrderKey))
            );
    }

    private bool IsKeyLike(ISymbol member) =>
        HasKeyType(member)
        && (_symbols.IsMessageKey(member) || KeySuffixes.Any(suffix => member.Name.EndsWith(suffix, StringComparison.Ordinal)));

    private static bool HasKeyType(ISymbol member)
    {
        ITypeSymbol type = member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;
        return type.NullableAnnotation != NullableAnnotation.Annotated
            && (
                type.SpecialType is SpecialType.System_String or (>= SpecialType.System_SByte and <= SpecialType.System_UInt64)
                || type
                    is { Name: nameof(Guid), ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } }
            );
    }

    /// <summary>The parameter of a positional record, the property or the field; null for members that the compiler made.</summary>
    private static SyntaxNode? DeclarationOf(ISymbol member) =>
        member is { IsStatic: false, IsImplicitlyDeclared: false } and (IPropertySymbol or IFieldSymbol)
            ? member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
            {
                VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax { Declaration.Variables.Count: 1 } field } => field,
                ParameterSyntax parameter => parameter,
                PropertyDeclarationSyntax property => property,
                _ => null,
            }
            : null;
}
