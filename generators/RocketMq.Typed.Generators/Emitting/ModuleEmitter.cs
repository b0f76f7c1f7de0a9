namespace RocketMq.Typed.Generators;

/// <summary>Writes a module's facade: one typed producer for every message contract of the assembly, over one producer of the client.</summary>
internal sealed class ModuleEmitter(ModuleModel module, EquatableArray<ProducerRow> rows)
{
    public string ClassName => module.Name + "Messages";

    public string Emit()
    {
        string @namespace = module.Namespace ?? CommonNamespace();
        SourceWriter writer = TypePart.Begin(@namespace);
        writer.Line(
            $"/// <summary>The messages of module {module.Name}, each with its producer. Thread-safe; dispose it to release the producer.</summary>"
        );
        writer.Line(TypePart.GeneratedCode);
        writer.Open($"public sealed partial class {ClassName} : global::System.IAsyncDisposable");
        writer.Line($"private readonly {Names.Client}.Producer _producer;");
        writer.Line();
        EmitConstructors(writer);
        foreach (ProducerRow row in rows)
            EmitProperty(writer, row);
        writer.Line();
        writer.Line("/// <summary>Releases the producer; the client stays open.</summary>");
        writer.Line($"public {Names.ValueTask} DisposeAsync() => _producer.DisposeAsync();");
        writer.Close();
        return TypePart.End(writer, @namespace);
    }

    private void EmitConstructors(SourceWriter writer)
    {
        writer.Line($"/// <summary>Makes the producers with default options, in the producer group <c>{module.Name}</c>.</summary>");
        writer.Line("/// <param name=\"client\">The client to send with.</param>");
        writer.Line($"public {ClassName}({Names.Client}.RocketMqClient client)");
        writer.Line($"    : this(client, new {Names.Client}.ProducerOptions {{ Group = {Identifiers.Literal(module.Name)} }}) {{ }}");
        writer.Line();
        writer.Line("/// <summary>Makes the producers.</summary>");
        writer.Line("/// <param name=\"client\">The client to send with.</param>");
        writer.Line("/// <param name=\"options\">The options of the producer behind them all.</param>");
        writer.Open($"public {ClassName}({Names.Client}.RocketMqClient client, {Names.Client}.ProducerOptions options)");
        writer.Line("global::System.ArgumentNullException.ThrowIfNull(client);");
        writer.Line("_producer = client.CreateProducer(options);");
        foreach (ProducerRow row in rows)
            writer.Line(
                $"{PropertyName(row)} = new {Names.Typed}.{(row.IsFifo ? "FifoProducer" : "NormalProducer")}<{row.FullName}>(_producer);"
            );
        writer.Close();
    }

    private void EmitProperty(SourceWriter writer, ProducerRow row)
    {
        writer.Line();
        writer.Line($"/// <summary>Sends <see cref=\"{row.FullName}\"/>.</summary>");
        string visibility = row.IsPublic ? "public" : "internal";
        writer.Line(
            $"{visibility} {Names.Typed}.{(row.IsFifo ? "IFifoProducer" : "IProducer")}<{row.FullName}> {PropertyName(row)} {{ get; }}"
        );
    }

    // The contract's name, or all of its full name where two contracts share it or it is the class's own.
    private string PropertyName(ProducerRow row)
    {
        bool isUnique =
            row.Name != ClassName && row.Name is not ("DisposeAsync" or "_producer") && rows.Count(other => other.Name == row.Name) == 1;
        return isUnique ? Identifiers.Escape(row.Name) : row.MetadataName.Replace('.', '_');
    }

    private string CommonNamespace()
    {
        if (rows.Count == 0)
            return "";
        string[] common = rows[0].Namespace.Split('.');
        foreach (ProducerRow row in rows)
        {
            string[] parts = row.Namespace.Split('.');
            int length = 0;
            while (length < common.Length && length < parts.Length && common[length] == parts[length])
                length++;
            common = [.. common.Take(length)];
        }

        return string.Join(".", common);
    }
}
