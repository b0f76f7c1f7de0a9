namespace RocketMq.Typed.Generators;

/// <summary>What the emitters of both formats share: the file with its codec class, and how a contract is made from the values read.</summary>
internal abstract class BodyEmitter(ContractModel contract)
{
    private readonly CollectionMethods _collections = new();

    protected ContractModel Contract { get; } = contract;

    protected string TypeName => Contract.Type.FullName;

    protected SourceWriter Writer { get; } = TypePart.Begin(contract.Type.Namespace);

    protected CollectionMethods Collections => _collections;

    /// <summary>The end of the codec class's name.</summary>
    protected abstract string Suffix { get; }

    protected string CodecClass => TypePart.FileClass(Contract.Type, Suffix);

    public string Emit()
    {
        TypePart.Open(Writer, Contract.Type, $"{Names.Typed}.IBodyContract<{TypeName}>");
        EmitInterface();
        TypePart.Close(Writer, Contract.Type);
        Writer.Line();
        Writer.Line(TypePart.GeneratedCode);
        Writer.Open($"file static class {Contract.Type.Name}{Suffix}");
        EmitWrite();
        Writer.Line();
        EmitRead();
        EmitInitAccessors();
        while (_collections.TryNext(out TypeShape shape))
            EmitCollection(shape);
        Writer.Close();
        return TypePart.End(Writer, Contract.Type.Namespace);
    }

    protected abstract void EmitInterface();

    protected abstract void EmitWrite();

    protected abstract void EmitRead();

    protected abstract void EmitCollection(TypeShape shape);

    protected void DeclareLocals()
    {
        foreach (MemberModel member in Contract.Members)
        {
            Writer.Line($"{member.Shape.TypeName} {member.Local} = {member.DefaultValue};");
            if (member.IsOptional)
                Writer.Line($"bool {member.PresenceLocal} = false;");
        }
    }

    protected void Assign(MemberModel member, string value)
    {
        Writer.Line($"{member.Local} = {value};");
        if (member.IsOptional)
            Writer.Line($"{member.PresenceLocal} = true;");
    }

    protected void EmitConstruction()
    {
        string creation = Creation(With(MemberSetting.Initializer).Select(member => $"{member.EscapedName} = {member.Local}"));
        if (!Contract.Members.Any(member => member.IsOptional))
        {
            Writer.Line($"return {creation};");
            return;
        }

        if (With(MemberSetting.InitializerOrDefault).Any())
        {
            Writer.Line($"{TypeName} defaults = {creation};");
            creation = Creation(
                With(MemberSetting.Initializer)
                    .Select(member => $"{member.EscapedName} = {member.Local}")
                    .Concat(With(MemberSetting.InitializerOrDefault).Select(OrDefault))
            );
        }

        Writer.Line($"{TypeName} result = {creation};");
        foreach (
            MemberModel member in Contract.Members.Where(member => member.Setting is MemberSetting.Assignment or MemberSetting.InitAccessor)
        )
        {
            Writer.Line($"if ({member.PresenceLocal})");
            Writer.Line("    " + SetStatement(member));
        }

        Writer.Line("return result;");
    }

    private IEnumerable<MemberModel> With(MemberSetting setting) => Contract.Members.Where(member => member.Setting == setting);

    private string Creation(IEnumerable<string> initializers)
    {
        string list = string.Join(", ", initializers);
        return $"new {TypeName}({string.Join(", ", Contract.ConstructorLocals)})" + (list.Length == 0 ? "" : $" {{ {list} }}");
    }

    private static string OrDefault(MemberModel member) =>
        $"{member.EscapedName} = {member.PresenceLocal} ? {member.Local} : defaults.{member.EscapedName}";

    private string SetStatement(MemberModel member)
    {
        if (member.Setting == MemberSetting.Assignment)
            return $"result.{member.EscapedName} = {member.Local};";
        string target = Contract.Type.IsValueType ? "ref result" : "result";
        return $"Set{member.Name}({target}, {member.Local});";
    }

    // Init-only members keep their own default when the body lacks them, which an object initializer would overwrite.
    private void EmitInitAccessors()
    {
        foreach (MemberModel member in With(MemberSetting.InitAccessor))
        {
            string target = (Contract.Type.IsValueType ? "ref " : "") + member.DeclaringType;
            Writer.Line();
            Writer.Line(
                $"[global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.Method, Name = \"set_{member.Name}\")]"
            );
            Writer.Line($"private static extern void Set{member.Name}({target} target, {member.Shape.TypeName} value);");
        }
    }
}
