namespace RocketMq.Typed.Generators;

/// <summary>Writes a contract's MessagePack codec.</summary>
internal sealed class MessagePackEmitter(ContractModel contract) : BodyEmitter(contract)
{
    protected override string Suffix => "MessagePack";

    protected override void EmitInterface()
    {
        string owner = $"{Names.Typed}.IBodyContract<{TypeName}>";
        Writer.Line(TypePart.GeneratedCode);
        Writer.Line($"static void {owner}.WriteMessagePack(ref {Names.PackWriter} writer, {TypeName} value) =>");
        Writer.Line($"    {CodecClass}.Write(ref writer, value);");
        Writer.Line();
        Writer.Line(TypePart.GeneratedCode);
        Writer.Line($"static {TypeName} {owner}.ReadMessagePack(ref {Names.PackReader} reader) =>");
        Writer.Line($"    {CodecClass}.Read(ref reader);");
    }

    protected override void EmitWrite()
    {
        Writer.Open($"internal static void Write(ref {Names.PackWriter} writer, {TypeName} value)");
        Writer.Line("writer.Enter();");
        if (Contract.IsArray)
            EmitWriteArray();
        else
            EmitWriteMap();
        Writer.Line("writer.Leave();");
        Writer.Close();
    }

    private void EmitWriteArray()
    {
        int count = Contract.Members.Count == 0 ? 0 : Contract.Members[Contract.Members.Count - 1].Index + 1;
        Writer.Line($"writer.WriteArrayHeader({count});");
        int next = 0;
        foreach (MemberModel member in Contract.Members)
        {
            for (; next < member.Index; next++)
                Writer.Line("writer.WriteNil();");
            EmitWriteValue(member.Shape, "value." + member.EscapedName);
            next++;
        }
    }

    private void EmitWriteMap()
    {
        Writer.Line($"writer.WriteMapHeader({Contract.Members.Count});");
        foreach (MemberModel member in Contract.Members)
        {
            Writer.Line($"writer.WriteUtf8String({Identifiers.Literal(member.MapKey)}u8);");
            EmitWriteValue(member.Shape, "value." + member.EscapedName);
        }
    }

    protected override void EmitRead()
    {
        Writer.Open($"internal static {TypeName} Read(ref {Names.PackReader} reader)");
        DeclareLocals();
        Writer.Line("reader.Enter();");
        if (Contract.IsArray)
            EmitReadArray();
        else
            EmitReadMap();
        Writer.Line("reader.Leave();");
        EmitConstruction();
        Writer.Close();
    }

    private void EmitReadArray()
    {
        Writer.Line("int count = reader.ReadArrayHeader();");
        Writer.Open("for (int index = 0; index < count; index++)");
        Writer.Open("switch (index)");
        foreach (MemberModel member in Contract.Members)
        {
            Writer.Open($"case {member.Index}:");
            Assign(member, ReadValue(member.Shape));
            Writer.Line("break;");
            Writer.Close();
        }

        Writer.Line("default:");
        Writer.Line("    reader.Skip();");
        Writer.Line("    break;");
        Writer.Close();
        Writer.Close();
    }

    private void EmitReadMap()
    {
        Writer.Line("int count = reader.ReadMapHeader();");
        Writer.Open("for (int index = 0; index < count; index++)");
        Writer.Line("bool isText = reader.TryReadKey(out global::System.ReadOnlySpan<byte> key);");
        foreach (MemberModel member in Contract.Members)
        {
            Writer.Open($"if (isText && global::System.MemoryExtensions.SequenceEqual(key, {Identifiers.Literal(member.MapKey)}u8))");
            Assign(member, ReadValue(member.Shape));
            Writer.Line("continue;");
            Writer.Close();
        }

        Writer.Line("reader.Skip();");
        Writer.Close();
    }

    private void EmitWriteValue(TypeShape shape, string value)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Scalar:
                Writer.Line($"writer.Write{shape.Method}({value});");
                break;
            case ShapeKind.Enum:
                Writer.Line($"writer.Write{shape.Method}(({EnumTypes.KeywordOf(shape.Method)}){value});");
                break;
            case ShapeKind.Nullable:
                Writer.Open($"if ({value}.HasValue)");
                EmitWriteValue(shape.Element!, value + ".GetValueOrDefault()");
                Writer.Close();
                Writer.Line("else");
                Writer.Line("    writer.WriteNil();");
                break;
            case ShapeKind.Binary:
                Writer.Line($"writer.WriteBinary({value});");
                break;
            case ShapeKind.Contract:
                Writer.Line($"{Names.Codec}.WriteMessagePack<{shape.TypeName}>(ref writer, {value});");
                break;
            default:
                Writer.Line($"Write{Collections.NameOf(shape)}(ref writer, {value});");
                break;
        }
    }

    private string ReadValue(TypeShape shape) =>
        shape.Kind switch
        {
            ShapeKind.Scalar when shape.Method == "String" => "reader.ReadString()!",
            ShapeKind.Scalar => $"reader.Read{shape.Method}()",
            ShapeKind.Enum => $"({shape.TypeName})reader.Read{shape.Method}()",
            ShapeKind.Nullable => $"reader.TryReadNil() ? default({shape.TypeName}) : {ReadValue(shape.Element!)}",
            ShapeKind.Binary => "reader.ReadBinary()!",
            ShapeKind.Contract => $"{Names.Codec}.ReadMessagePack<{shape.TypeName}>(ref reader)!",
            _ => $"Read{Collections.NameOf(shape)}(ref reader)!",
        };

    protected override void EmitCollection(TypeShape shape)
    {
        Writer.Line();
        Writer.Open(
            $"private static void Write{Collections.NameOf(shape)}(ref {Names.PackWriter} writer, {CollectionCode.Parameter(shape)} values)"
        );
        CollectionCode.EmitNullGuard(Writer, shape, "writer.WriteNil();");
        Writer.Line($"writer.Write{(shape.Kind == ShapeKind.Dictionary ? "Map" : "Array")}Header({CollectionCode.Count(shape)});");
        Writer.Open("foreach (var item in values)");
        if (shape.Kind == ShapeKind.Dictionary)
            EmitWriteValue(shape.Key!, "item.Key");
        EmitWriteValue(shape.Element!, shape.Kind == ShapeKind.Dictionary ? "item.Value" : "item");
        Writer.Close();
        Writer.Close();
        Writer.Line();
        Writer.Open($"private static {CollectionCode.Parameter(shape)} Read{Collections.NameOf(shape)}(ref {Names.PackReader} reader)");
        Writer.Line("if (reader.TryReadNil())");
        Writer.Line("    return default;");
        if (shape.Kind == ShapeKind.Dictionary)
            EmitReadDictionary(shape);
        else
            EmitReadCollection(shape);
        Writer.Close();
    }

    private void EmitReadCollection(TypeShape shape)
    {
        Writer.Line("int count = reader.ReadArrayHeader();");
        Writer.Line($"var items = {CollectionCode.New(shape, CollectionCode.CappedCount)};");
        Writer.Line("for (int index = 0; index < count; index++)");
        Writer.Line($"    items.Add({ReadValue(shape.Element!)});");
        Writer.Line($"return {CollectionCode.Finish(shape)};");
    }

    private void EmitReadDictionary(TypeShape shape)
    {
        Writer.Line("int count = reader.ReadMapHeader();");
        Writer.Line($"var items = {CollectionCode.New(shape, CollectionCode.CappedCount)};");
        Writer.Open("for (int index = 0; index < count; index++)");
        string key = shape.Key is { Kind: ShapeKind.Scalar, Method: "String" } ? "reader.ReadRequiredString()" : ReadValue(shape.Key!);
        Writer.Line($"{shape.Key!.TypeName} key = {key};");
        Writer.Line($"items[key] = {ReadValue(shape.Element!)};");
        Writer.Close();
        Writer.Line("return items;");
    }
}
