namespace RocketMq.Typed.Generators;

/// <summary>Writes a contract's JSON codec.</summary>
internal sealed class JsonEmitter(ContractModel contract) : BodyEmitter(contract)
{
    protected override string Suffix => "Json";

    protected override void EmitInterface()
    {
        string owner = $"{Names.Typed}.IBodyContract<{TypeName}>";
        Writer.Line(TypePart.GeneratedCode);
        Writer.Line($"static void {owner}.WriteJson({Names.JsonWriter} writer, {TypeName} value) =>");
        Writer.Line($"    {CodecClass}.Write(writer, value);");
        Writer.Line();
        Writer.Line(TypePart.GeneratedCode);
        Writer.Line($"static {TypeName} {owner}.ReadJson(ref {Names.JsonReader} reader) =>");
        Writer.Line($"    {CodecClass}.Read(ref reader);");
    }

    protected override void EmitWrite()
    {
        Writer.Open($"internal static void Write({Names.JsonWriter} writer, {TypeName} value)");
        Writer.Line($"{Names.JsonWrite}.StartObject(writer);");
        foreach (MemberModel member in Contract.Members)
        {
            Writer.Line($"writer.WritePropertyName({Identifiers.Literal(member.JsonName)}u8);");
            EmitWriteValue(member.Shape, "value." + member.EscapedName);
        }

        Writer.Line("writer.WriteEndObject();");
        Writer.Close();
    }

    protected override void EmitRead()
    {
        Writer.Open($"internal static {TypeName} Read(ref {Names.JsonReader} reader)");
        DeclareLocals();
        Writer.Line($"{Names.JsonRead}.StartObject(ref reader);");
        Writer.Open($"while ({Names.JsonRead}.NextMember(ref reader))");
        foreach (MemberModel member in Contract.Members)
        {
            string test = member.ExactJsonName ? "TryExactMember" : "TryMember";
            Writer.Open($"if ({Names.JsonRead}.{test}(ref reader, {Identifiers.Literal(member.JsonName)}u8))");
            Assign(member, ReadValue(member.Shape));
            Writer.Line("continue;");
            Writer.Close();
        }

        Writer.Line($"{Names.JsonRead}.SkipMember(ref reader);");
        Writer.Close();
        EmitConstruction();
        Writer.Close();
    }

    private void EmitWriteValue(TypeShape shape, string value)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Scalar:
                Writer.Line(WriteScalar(shape.Method, value));
                break;
            case ShapeKind.Enum:
                Writer.Line($"{Names.JsonWrite}.WriteEnum(writer, {value});");
                break;
            case ShapeKind.Nullable:
                Writer.Open($"if ({value}.HasValue)");
                EmitWriteValue(shape.Element!, value + ".GetValueOrDefault()");
                Writer.Close();
                Writer.Line("else");
                Writer.Line("    writer.WriteNullValue();");
                break;
            case ShapeKind.Binary:
                Writer.Line($"{Names.JsonWrite}.WriteBinary(writer, {value});");
                break;
            case ShapeKind.Contract:
                Writer.Line($"{Names.Codec}.WriteJson<{shape.TypeName}>(writer, {value});");
                break;
            default:
                Writer.Line($"Write{Collections.NameOf(shape)}(writer, {value});");
                break;
        }
    }

    private static string WriteScalar(string method, string value) =>
        method switch
        {
            "Boolean" => $"writer.WriteBooleanValue({value});",
            "String" or "Guid" or "DateTime" or "DateTimeOffset" => $"writer.WriteStringValue({value});",
            "Char" or "Half" or "Single" or "Double" or "DateOnly" or "TimeOnly" or "TimeSpan" =>
                $"{Names.JsonWrite}.Write{method}(writer, {value});",
            _ => $"writer.WriteNumberValue({value});",
        };

    private string ReadValue(TypeShape shape) =>
        shape.Kind switch
        {
            ShapeKind.Scalar when shape.Method == "String" => $"{Names.JsonRead}.ReadString(ref reader)!",
            ShapeKind.Scalar => $"{Names.JsonRead}.Read{shape.Method}(ref reader)",
            ShapeKind.Enum =>
                $"reader.TokenType == global::System.Text.Json.JsonTokenType.String ? {Names.JsonRead}.ReadEnumName<{shape.TypeName}>(ref reader) : ({shape.TypeName}){Names.JsonRead}.Read{shape.Method}(ref reader)",
            ShapeKind.Nullable => $"{Names.JsonRead}.IsNull(ref reader) ? default({shape.TypeName}) : {ReadValue(shape.Element!)}",
            ShapeKind.Binary => $"{Names.JsonRead}.ReadBinary(ref reader)!",
            ShapeKind.Contract => $"{Names.Codec}.ReadJson<{shape.TypeName}>(ref reader)!",
            _ => $"Read{Collections.NameOf(shape)}(ref reader)!",
        };

    protected override void EmitCollection(TypeShape shape)
    {
        bool isMap = shape.Kind == ShapeKind.Dictionary;
        Writer.Line();
        Writer.Open(
            $"private static void Write{Collections.NameOf(shape)}({Names.JsonWriter} writer, {CollectionCode.Parameter(shape)} values)"
        );
        CollectionCode.EmitNullGuard(Writer, shape, "writer.WriteNullValue();");
        Writer.Line($"{Names.JsonWrite}.{(isMap ? "StartObject" : "StartArray")}(writer);");
        Writer.Open("foreach (var item in values)");
        if (isMap)
            Writer.Line(WriteKey(shape.Key!));
        EmitWriteValue(shape.Element!, isMap ? "item.Value" : "item");
        Writer.Close();
        Writer.Line(isMap ? "writer.WriteEndObject();" : "writer.WriteEndArray();");
        Writer.Close();
        Writer.Line();
        Writer.Open($"private static {CollectionCode.Parameter(shape)} Read{Collections.NameOf(shape)}(ref {Names.JsonReader} reader)");
        Writer.Line($"if ({Names.JsonRead}.IsNull(ref reader))");
        Writer.Line("    return default;");
        if (isMap)
            EmitReadDictionary(shape);
        else
            EmitReadCollection(shape);
        Writer.Line($"return {CollectionCode.Finish(shape)};");
        Writer.Close();
    }

    private void EmitReadCollection(TypeShape shape)
    {
        Writer.Line($"{Names.JsonRead}.StartArray(ref reader);");
        Writer.Line($"var items = {CollectionCode.New(shape, "")};");
        Writer.Line($"while ({Names.JsonRead}.NextElement(ref reader))");
        Writer.Line($"    items.Add({ReadValue(shape.Element!)});");
    }

    private void EmitReadDictionary(TypeShape shape)
    {
        Writer.Line($"{Names.JsonRead}.StartObject(ref reader);");
        Writer.Line($"var items = {CollectionCode.New(shape, "")};");
        Writer.Open($"while ({Names.JsonRead}.NextMember(ref reader))");
        Writer.Line($"{shape.Key!.TypeName} key = {ReadKey(shape.Key!)};");
        Writer.Line($"items[key] = {ReadValue(shape.Element!)};");
        Writer.Close();
    }

    private static string WriteKey(TypeShape key) =>
        key switch
        {
            { Kind: ShapeKind.Enum } => "writer.WritePropertyName(item.Key.ToString());",
            { Method: "String" } => "writer.WritePropertyName(item.Key);",
            _ => $"{Names.JsonWrite}.WriteKey(writer, item.Key);",
        };

    private static string ReadKey(TypeShape key)
    {
        string name = $"{Names.JsonRead}.ReadName(ref reader)";
        return key switch
        {
            { Kind: ShapeKind.Enum } => $"{Names.JsonRead}.ParseEnumKey<{key.TypeName}>({name})",
            { Method: "String" } => name,
            _ => $"{Names.JsonRead}.ParseKey<{key.TypeName}>({name})",
        };
    }
}
