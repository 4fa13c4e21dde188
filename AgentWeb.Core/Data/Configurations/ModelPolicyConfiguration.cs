using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentWeb.Core.Data.Configurations;

internal sealed class ModelPolicyConfiguration : IEntityTypeConfiguration<ModelPolicy>
{
    public void Configure(EntityTypeBuilder<ModelPolicy> builder)
    {
        builder.HasKey(p => p.ModelKey);
        builder.Property(p => p.ModelKey).HasMaxLength(256);
        builder.Property(p => p.InputPrice).HasPrecision(18, 6);
        builder.Property(p => p.OutputPrice).HasPrecision(18, 6);
    }
}
