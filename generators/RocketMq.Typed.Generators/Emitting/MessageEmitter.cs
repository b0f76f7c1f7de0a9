namespace RocketMq.Typed.Generators;

/// <summary>Writes the part of a message contract that says where and under which keys and properties it is sent.</summary>
internal static class MessageEmitter
{
    public static string Emit(ContractModel contract, MessageFacts message)
    {
        TypeIdentity type = contract.Type;
        string marker = $"{Names.Typed}.{(message.IsFifo ? "IFifoMessage" : "IRocketMessage")}<{type.FullName}>";
        SourceWriter writer = TypePart.Begin(type.Namespace);
        TypePart.Open(writer, type, marker);
        EmitDescriptor(writer, type, message);
        writer.Line();
        EmitProperties(writer, type, message);
        if (message.OrderKey is { } key)
        {
            writer.Line();
            EmitOrderKey(writer, type, key);
        }

        TypePart.Close(writer, type);
        return TypePart.End(writer, type.Namespace);
    }

    private static void EmitDescriptor(SourceWriter writer, TypeIdentity type, MessageFacts message)
    {
        writer.Line(TypePart.GeneratedCode);
        writer.Line($"static {Names.Typed}.MessageDescriptor {Names.Typed}.IRocketMessage<{type.FullName}>.Descriptor {{ get; }} =");
        writer.Line("    new(");
        writer.Line($"        {Identifiers.Literal(type.MetadataName)},");
        writer.Line($"        {Identifiers.Literal(message.Topic)},");
        writer.Line($"        {(message.Tag is { } tag ? Identifiers.Literal(tag) : "null")},");
        writer.Line($"        {Names.Typed}.MessageKind.{(message.IsFifo ? "Fifo" : "Normal")},");
        writer.Line($"        {Names.Typed}.BodyFormat.{(message.IsJson ? "Json" : "MessagePack")});");
    }

    private static void EmitProperties(SourceWriter writer, TypeIdentity type, MessageFacts message)
    {
        writer.Line(TypePart.GeneratedCode);
        writer.Open(
            $"static void {Names.Typed}.IRocketMessage<{type.FullName}>.WriteProperties<TWriter>({type.FullName} message, ref TWriter writer)"
        );
        foreach (TextMember key in message.MessageKeys)
            writer.Line($"writer.AddKey({TextEmitter.Text(key)});");
        foreach (TextMember property in message.Properties)
            writer.Line($"writer.AddProperty({Identifiers.Literal(property.PropertyName)}, {TextEmitter.Text(property)});");
        writer.Close();
    }

    private static void EmitOrderKey(SourceWriter writer, TypeIdentity type, TextMember key)
    {
        string owner = $"{Names.Typed}.IFifoMessage<{type.FullName}>";
        writer.Line(TypePart.GeneratedCode);
        writer.Line($"static string? {owner}.GetOrderKey({type.FullName} message) => {TextEmitter.Text(key)};");
        writer.Line();
        writer.Line(TypePart.GeneratedCode);
        writer.Line($"static int {owner}.HashOrderKey({type.FullName} message) => {TextEmitter.Hash(key)};");
    }
}
