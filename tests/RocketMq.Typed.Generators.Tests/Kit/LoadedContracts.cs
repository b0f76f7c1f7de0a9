using System.Buffers;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis.Emit;

namespace RocketMq.Typed.Generators.Tests.Kit;

/// <summary>Compiled contracts, loaded so that their generated codecs can be run.</summary>
internal sealed class LoadedContracts
{
    private readonly Assembly _assembly;

    private LoadedContracts(Assembly assembly) => _assembly = assembly;

    public static LoadedContracts Load(GeneratorRun run)
    {
        run.ShouldCompile();
        using var image = new MemoryStream();
        EmitResult result = run.Output.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        result.Success.ShouldBeTrue();
        image.Position = 0;
        return new LoadedContracts(new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(image));
    }

    public static LoadedContracts Compile(params string[] sources) => Load(GeneratorRun.Of(References.AbstractionsOnly, sources));

    public Type Type(string name) => _assembly.GetType(name, throwOnError: true)!;

    /// <summary>Evaluates a static member of the test source.</summary>
    public object? Get(string type, string member) => Type(type).GetProperty(member)!.GetValue(null);

    public static byte[] Write(object value, BodyFormat format) => (byte[])Call(nameof(WriteBody), value.GetType(), value, format)!;

    public object Read(string type, byte[] body, BodyFormat format) => Call(nameof(ReadBody), Type(type), body, format)!;

    private static object? Call(string method, Type contract, params object[] arguments)
    {
        MethodInfo generic = typeof(LoadedContracts).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!;
        return generic.MakeGenericMethod(contract).Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }

    private static byte[] WriteBody<T>(T value, BodyFormat format)
        where T : IBodyContract<T>
    {
        var output = new ArrayBufferWriter<byte>();
        BodyCodec.Write(output, value, format);
        return output.WrittenSpan.ToArray();
    }

    private static T ReadBody<T>(byte[] body, BodyFormat format)
        where T : IBodyContract<T> => BodyCodec.Read<T>(body, format);
}
